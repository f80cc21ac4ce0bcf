import { projectRoot } from '../lib/files';
import { type Child, type Exit, startChild } from '../lib/process';

const DEFAULT_TIMEOUT_MS = 5 * 60_000;

/** What a program needs beyond its arguments. */
export interface RunOptions {
  timeoutMs?: number;
  env?: Record<string, string>;
}

/** Runs a program to its end, its output going where ours does. It is ended when it takes too long. */
export type Run = (
  name: string,
  command: string,
  args: string[],
  options?: RunOptions,
) => Promise<Exit>;

/** A runner that knows what it has under way, so that all of it can be ended. */
export function createRunner(): { run: Run; endAll(): Promise<void> } {
  const underWay = new Set<Child>();
  const run: Run = async (name, command, args, options = {}) => {
    const { timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    let child: Child;
    try {
      child = await startChild({
        name,
        command,
        args,
        cwd: projectRoot,
        env: { ...process.env, ...options.env },
        stopTimeoutMs: 35_000,
      });
    } catch (error) {
      console.error((error as Error).message);
      return { code: 127, signal: null };
    }
    underWay.add(child);
    const timer = setTimeout(() => {
      console.error(`${name} has run for ${timeoutMs / 60_000} min and is ended.`);
      void child.stop();
    }, timeoutMs);
    const exit = await child.exited;
    clearTimeout(timer);
    await child.stop();
    underWay.delete(child);
    return exit;
  };
  return {
    run,
    endAll: async () => {
      await Promise.all([...underWay].map((child) => child.stop()));
    },
  };
}
