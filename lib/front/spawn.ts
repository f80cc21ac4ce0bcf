import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';

/**
 * How much the console stands back where processors are short, as Unix counts it (0 to 19): pages may
 * take a little longer, so that mints need not.
 */
const NICE = 10;

function standBack(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, NICE);
  } catch {
    // It has ended already, or the system lets nobody do this; nothing depends on it.
  }
}

/** Starts a console, with a line to it. `args` is what Node runs. */
export function spawnConsole(args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // Keeps what JSON has no words for: a lag that was never measured is NaN.
    serialization: 'advanced',
    // biome-ignore lint/style/noProcessEnv: handed on as it is; lib/env.ts reads it there
    env: { ...process.env, NODE_ENV: 'production' },
  });
  standBack(child.pid);
  return child;
}
