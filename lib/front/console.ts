import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import type { FromConsole, FromFront } from '@/lib/front-link';
import type { log } from '@/lib/log';
import type { Figures } from './figures';
import { spawnConsole } from './spawn';

/** The console as the front sees it. */
export interface Console {
  /** Where it listens; null while it is away. */
  socketPath(): string | null;
  /** Has it begin nothing more. It goes on answering until `letGo`. */
  askToEnd(): void;
  /** Nothing is handed to it any more. Resolves, once it has ended, with whether that was in order. */
  letGo(): Promise<boolean>;
}

/** What is to be kept running, and who hears of it. */
export interface ConsoleOptions {
  /** What Node runs: its options, the script and what that is told. */
  args: readonly string[];
  /** The first one, already started with them. */
  first: ChildProcess;
  socketPath: string;
  figures: Figures;
  log: Pick<typeof log, 'error'>;
  /** It ended before it ever listened: another start would end the same way. */
  onHopeless: () => void;
  /** What is waited before it is started again; twice as long each time, until it has lived. */
  pauseMs?: number;
}

const LONGEST_PAUSE_MS = 10_000;

/** One that has run this long did not end because of how it starts. */
const LIVED_MS = 30_000;

/** Keeps the console running: starts it again whenever it ends by itself. */
export function keepConsole(options: ConsoleOptions): Console {
  const { socketPath, figures, log, pauseMs = 250 } = options;
  let child: ChildProcess | null = null;
  let listens = false;
  let everListened = false;
  let ending = false;
  let pause = pauseMs;
  let waiting: NodeJS.Timeout | undefined;
  let hasEnded: (inOrder: boolean) => void = () => undefined;
  const whenEnded = new Promise<boolean>((resolve) => {
    hasEnded = resolve;
  });

  const tell = (message: FromFront) => {
    if (child?.connected) child.send(message, () => undefined);
  };

  async function hear(message: FromConsole): Promise<void> {
    if (message.is === 'listening') {
      listens = true;
      everListened = true;
    } else if (message.is === 'figures') {
      tell({ is: 'figures', ask: message.ask, others: await figures.beside(message.own) });
    }
  }

  function ended(from: number, how: { code: number | null; signal: string | null }): void {
    child = null;
    listens = false;
    if (ending) hasEnded(how.code === 0);
    else if (everListened) again(from, how);
    else options.onHopeless();
  }

  function again(from: number, how: object): void {
    log.error(how, 'the console has ended');
    void figures.keep();
    if (performance.now() - from > LIVED_MS) pause = pauseMs;
    waiting = setTimeout(() => {
      rmSync(socketPath, { force: true });
      watch(spawnConsole(options.args));
    }, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }

  function watch(started: ChildProcess): void {
    const from = performance.now();
    child = started;
    started.on('message', (message) => {
      hear(message as FromConsole).catch((err) => log.error({ err }, 'the console was not heard'));
    });
    started.on('error', (err) => {
      log.error({ err }, 'the console');
      // It could not be started at all, and so will not end either.
      if (started.pid === undefined) ended(from, { code: null, signal: null });
    });
    const { exitCode: code, signalCode: signal } = started;
    if (code !== null || signal !== null) ended(from, { code, signal });
    else started.once('exit', (code, signal) => ended(from, { code, signal }));
  }

  watch(options.first);
  return {
    socketPath: () => (listens ? socketPath : null),
    askToEnd() {
      ending = true;
      clearTimeout(waiting);
      tell({ is: 'end' });
      if (!child) hasEnded(true);
    },
    letGo() {
      tell({ is: 'answered' });
      return whenEnded;
    },
  };
}
