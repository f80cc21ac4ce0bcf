import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What a socket's path may have on every system, its end included (sun_path). */
const LONGEST = 100;

/**
 * A path for the console's socket, in a folder that only this user may enter. The folder goes when
 * this process ends.
 */
export function makeSocketPath(base = tmpdir()): string {
  const short = Buffer.byteLength(path.join(base, 'switchyard-XXXXXX', 'console.sock')) <= LONGEST;
  const folder = mkdtempSync(path.join(short ? base : '/tmp', 'switchyard-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'console.sock');
}
