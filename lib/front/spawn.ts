import { type ChildProcess, spawn } from 'node:child_process';

/** Starts a console, with a line to it. `args` is what Node runs. */
export function spawnConsole(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // Keeps what JSON has no words for: a lag that was never measured is NaN.
    serialization: 'advanced',
    // biome-ignore lint/style/noProcessEnv: handed on as it is; lib/env.ts reads it there
    env: { ...process.env, NODE_ENV: 'production' },
  });
}
