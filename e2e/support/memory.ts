import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { projectRoot } from '../../scripts/lib/files';

interface ProcessRow {
  pid: number;
  parent: number;
  mb: number;
  command: string;
}

function allProcesses(): ProcessRow[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,args='], {
    encoding: 'utf8',
    maxBuffer: 16_000_000,
  });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, kb, command = ''] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined) return [];
    return [{ pid: Number(pid), parent: Number(parent), mb: Number(kb) / 1024, command }];
  });
}

/** A process and all that it and its descendants have started. */
function family(root: number): ProcessRow[] {
  const all = allProcesses();
  const found = all.filter(({ pid }) => pid === root);
  for (const one of found) found.push(...all.filter(({ parent }) => parent === one.pid));
  return found;
}

/**
 * What a process holds, in MB. Where the system tells it, a page that several processes share, as they
 * do Node's own code, counts in each for its part only; a sum of `ps` would count it in each.
 */
function heldBy({ pid, mb }: ProcessRow): number {
  try {
    const kb = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return kb === undefined ? mb : Number(kb) / 1024;
  } catch {
    return mb;
  }
}

/** What a process and all that it has started hold in memory together, in MB, and each of them by its command. */
export function memoryOf(root: number) {
  const processes = family(root).map((row) => ({
    command: row.command.replaceAll(`${projectRoot}/`, '').slice(0, 120),
    mb: Math.round(heldBy(row) * 10) / 10,
  }));
  return { total: processes.reduce((sum, { mb }) => sum + mb, 0), processes };
}
