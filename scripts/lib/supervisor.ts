import { type Child, type ChildOptions, describeExit, startChild } from './process';

/** Keeps the processes of one command together: none outlives it, and none ends unnoticed. */
export interface Supervisor {
  /** Takes over a process that has been started. */
  add(child: Child): void;
  /** Starts a process that is to stay. */
  start(options: ChildOptions): Promise<Child>;
  /** Runs a process to its end; throws, with the end of its log, where it fails. */
  run(options: ChildOptions): Promise<void>;
  /** Gives up `work` as soon as a process that was to stay has ended. */
  guard<T>(work: Promise<T>): Promise<T>;
  /** Ends all that still run, the last started first. */
  stopAll(): Promise<void>;
}

/** A supervisor without processes yet. */
export function createSupervisor(): Supervisor {
  const running: Child[] = [];
  let stopping = false;
  let crash: (error: Error) => void;
  const crashed = new Promise<never>((_, reject) => {
    crash = reject;
  });
  crashed.catch(() => undefined);

  const leave = (child: Child) => {
    const at = running.indexOf(child);
    if (at >= 0) running.splice(at, 1);
  };

  const supervisor: Supervisor = {
    add(child) {
      running.push(child);
      void child.exited.then((exit) => {
        if (!stopping) crash(new Error(describeExit(child, exit)));
      });
    },
    async start(options) {
      const child = await startChild(options);
      supervisor.add(child);
      return child;
    },
    async run(options) {
      const child = await startChild(options);
      running.push(child);
      const exit = await child.exited;
      await child.stop();
      leave(child);
      if (exit.code !== 0) throw new Error(describeExit(child, exit));
    },
    guard: (work) => Promise.race([work, crashed]),
    async stopAll() {
      stopping = true;
      for (const child of running.splice(0).reverse()) await child.stop();
    },
  };
  return supervisor;
}
