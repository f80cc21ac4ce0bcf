import { readdir, readFile, readlink } from 'node:fs/promises';
import { allProcesses, familyOf, heldFile, heldIn, type ProcessRow } from '../support/memory';

/** What an instance holds at a moment. */
export interface Held {
  /** MB of the process that owns the port, and of all that it has started. */
  front: number;
  console: number;
  handles: number;
  threads: number;
  /** The local ports of its connections. */
  ports: ReadonlySet<number>;
}

const threadsIn = (status: string) => Number(/^Threads:\s+(\d+)/m.exec(status)?.[1] ?? 0);

/** The sockets that a process holds, by their inodes, and how many handles of all kinds. */
async function handlesOf(pid: number) {
  const names = await readdir(`/proc/${pid}/fd`);
  const links = await Promise.all(
    names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => null)),
  );
  const open = links.filter((link) => link !== null);
  return {
    // What was closed between the two looks, such as the looks of others, is not open.
    count: open.length,
    sockets: open.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []),
  };
}

/** The local ports of all TCP connections of this machine, by their sockets' inodes. */
async function portsBySocket(): Promise<Map<string, number>> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  const rows = tables.flatMap((table) => table.split('\n').slice(1));
  return new Map(
    rows.flatMap((row) => {
      const columns = row.trim().split(/\s+/);
      const [, local = ''] = columns;
      const socket = columns[9];
      return socket ? [[socket, Number.parseInt(local.split(':')[1] ?? '', 16)] as const] : [];
    }),
  );
}

async function heldBy({ pid, mb }: ProcessRow) {
  const [rollup, status, { count, sockets }] = await Promise.all([
    readFile(heldFile(pid), 'utf8').catch(() => ''),
    readFile(`/proc/${pid}/status`, 'utf8'),
    handlesOf(pid),
  ]);
  return { pid, mb: heldIn(rollup) ?? mb, threads: threadsIn(status), handles: count, sockets };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * What each of some processes, with all that it has started, holds now. It reads `/proc`, as Linux has it,
 * and throws where there is none, or where one of them ends meanwhile.
 */
export async function heldByAll(roots: readonly number[]): Promise<Held[]> {
  const [all, ports] = await Promise.all([allProcesses(), portsBySocket()]);
  return Promise.all(
    roots.map(async (root) => {
      const held = await Promise.all(familyOf(root, all).map(heldBy));
      if (held.length === 0) throw new Error(`There is no process ${root}.`);
      const sockets = held.flatMap((one) => one.sockets);
      const ofFront = held.filter(({ pid }) => pid === root);
      const others = held.filter(({ pid }) => pid !== root);
      return {
        front: sum(ofFront.map(({ mb }) => mb)),
        console: sum(others.map(({ mb }) => mb)),
        handles: sum(held.map(({ handles }) => handles)),
        threads: sum(held.map(({ threads }) => threads)),
        ports: new Set(sockets.flatMap((socket) => ports.get(socket) ?? [])),
      };
    }),
  );
}
