import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { projectRoot } from '../../scripts/lib/files';

/** A process as `ps` lists it. */
export interface ProcessRow {
  pid: number;
  parent: number;
  mb: number;
  command: string;
}

const LIST = ['-A', '-o', 'pid=,ppid=,rss=,args='];
const ENCODED = { encoding: 'utf8', maxBuffer: 16_000_000 } as const;

function rowsOf(listed: string): ProcessRow[] {
  return listed.split('\n').flatMap((line) => {
    const [, pid, parent, kb, command = ''] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined) return [];
    return [{ pid: Number(pid), parent: Number(parent), mb: Number(kb) / 1024, command }];
  });
}

/** All processes, without keeping this one waiting. */
export const allProcesses = async (): Promise<ProcessRow[]> =>
  rowsOf((await promisify(execFile)('ps', LIST, ENCODED)).stdout);

/** A process of some, and all that it and its descendants have started. */
export function familyOf(root: number, all: readonly ProcessRow[]): ProcessRow[] {
  const found = all.filter(({ pid }) => pid === root);
  for (const one of found) found.push(...all.filter(({ parent }) => parent === one.pid));
  return found;
}

/** Where the system tells what a process holds. */
export const heldFile = (pid: number) => `/proc/${pid}/smaps_rollup`;

/** What such a file says, in MB; undefined where that is nothing. */
export function heldIn(text: string): number | undefined {
  const kb = /^Pss:\s+(\d+) kB/m.exec(text)?.[1];
  return kb === undefined ? undefined : Number(kb) / 1024;
}

/**
 * What a process holds, in MB. Where the system tells it, a page that several processes share, as they
 * do Node's own code, counts in each for its part only; a sum of `ps` would count it in each.
 */
function heldBy({ pid, mb }: ProcessRow): number {
  try {
    return heldIn(readFileSync(heldFile(pid), 'utf8')) ?? mb;
  } catch {
    return mb;
  }
}

/** What a process and all that it has started hold in memory together, in MB, and each of them by its command. */
export function memoryOf(root: number) {
  const listed = rowsOf(spawnSync('ps', LIST, ENCODED).stdout);
  const processes = familyOf(root, listed).map((row) => ({
    command: row.command.replaceAll(`${projectRoot}/`, '').slice(0, 120),
    mb: Math.round(heldBy(row) * 10) / 10,
  }));
  return { total: processes.reduce((sum, { mb }) => sum + mb, 0), processes };
}
