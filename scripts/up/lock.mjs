// One Switchyard at a time on one data folder.

import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Tells a process from a later one that got the same number; empty where it has ended. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold spaces; the moment it started is the 20th field after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    const ps = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return ps.status === 0 ? ps.stdout.trim() : '';
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Creates a file, with its content from the first moment; false where there is one. */
function putInPlace(file, content) {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, content, { mode: 0o600 });
  try {
    linkSync(fresh, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(fresh, { force: true });
  }
}

/**
 * Takes the data folder for this process and returns what gives it back. Throws where a live one
 * has it; the mark of a dead one is replaced.
 */
export function takeDataDir(dataDir, url) {
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const file = path.join(dataDir, 'up.lock');
  const mark = JSON.stringify({ pid: process.pid, start: startOf(process.pid), url });
  for (let attempt = 0; attempt < 3; attempt++) {
    if (putInPlace(file, mark)) {
      return () => {
        if (read(file)?.pid === process.pid) rmSync(file, { force: true });
      };
    }
    const other = read(file);
    if (other && other.start === startOf(other.pid) && other.start !== '') {
      throw new Error(
        `Switchyard is running on ${dataDir} already (process ${other.pid}, ${other.url}). ` +
          'Stop that one, or set SWITCHYARD_DATA_DIR to another folder.',
      );
    }
    rmSync(file, { force: true });
  }
  throw new Error(`${file} cannot be taken: others are starting at the same time.`);
}
