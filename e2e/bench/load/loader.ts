import { fork } from 'node:child_process';
import path from 'node:path';
import type { LoadAnswer, LoadFigures, LoadJob } from './job';

/** A process that makes load, one job at a time. */
export interface Loader {
  /** Loads a server. Throws, saying what came instead, where an answer was anything but 200. */
  load(job: LoadJob): Promise<LoadFigures>;
  stop(): void;
}

/** Starts a process that makes load. */
export function startLoader(): Loader {
  const child = fork(path.join(import.meta.dirname, 'worker.ts'), {
    execArgv: ['--import', 'tsx'],
  });
  return {
    load(job) {
      return new Promise((resolve, reject) => {
        const ended = () => reject(new Error('The process that makes load has ended.'));
        child.once('exit', ended);
        child.once('message', (answer: LoadAnswer) => {
          child.off('exit', ended);
          if ('error' in answer) reject(new Error(answer.error));
          else resolve(answer.figures);
        });
        child.send(job);
      });
    },
    stop: () => void child.kill(),
  };
}
