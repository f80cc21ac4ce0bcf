import { type ChildProcess, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { closeSync, readFileSync } from 'node:fs';
import { lastLines, openLog, shortPath } from './files';

/** How a process ended. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A process that runs beside this one until it is stopped. */
export interface Child {
  name: string;
  pid: number;
  /** Where its output goes; undefined where that is our own. */
  logFile: string | undefined;
  /** Resolves when it has ended, for whatever reason. */
  exited: Promise<Exit>;
  /** Ends it and all it started; resolves when none of them is left. */
  stop(): Promise<void>;
}

/** What to start, and how it wants to be stopped. */
export interface ChildOptions {
  name: string;
  command: string;
  args: string[];
  /** Where its output goes; left out, it goes where ours does. */
  logFile?: string;
  env?: Record<string, string | undefined>;
  cwd?: string;
  user?: { uid: number; gid: number } | undefined;
  /** The signal that asks it to end; goes to its whole group, or to itself only. */
  stopSignal?: NodeJS.Signals;
  signalGroup?: boolean;
  /** How long it may take before it is killed. */
  stopTimeoutMs?: number;
  /** Receives what it writes to stdout, in place of the log. */
  onStdout?: (text: string) => void;
}

function signalQuietly(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Whether a process, or with a negative number a process group, is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process; empty where it cannot be told. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    const ps = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
    return ps.status === 0 ? ps.stdout.trim() : '';
  }
}

/**
 * Starts a shell that waits for this process to be gone, also by SIGKILL, and then ends the child.
 * It notices by the end of its input, which only this process holds open.
 */
function guard(target: number, signal: NodeJS.Signals): ChildProcess {
  const script = `read -r _
    kill -s "$2" -- "$1" || exit 0
    for second in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do sleep 1; kill -0 -- "$1" || exit 0; done
    kill -s KILL -- "$1"`;
  const shell = spawn(
    '/bin/sh',
    ['-c', script, 'guard', String(target), signal.replace('SIG', '')],
    {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      cwd: '/',
    },
  );
  shell.on('error', () => undefined);
  shell.unref();
  (shell.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return shell;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function waitUntil(done: () => boolean, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (!done()) {
    if (Date.now() > end) return false;
    await pause(25);
  }
  return true;
}

/**
 * Starts a process in a group of its own, so that Ctrl-C reaches only us and we end our children
 * in order. Its output goes to its log.
 */
export function startChild(options: ChildOptions): Promise<Child> {
  const { name, stopSignal = 'SIGTERM', signalGroup = true, stopTimeoutMs = 10_000 } = options;
  const log = options.logFile ? openLog(options.logFile) : undefined;
  const stdio: StdioOptions = [
    'ignore',
    options.onStdout ? 'pipe' : (log ?? 'inherit'),
    log ?? 'inherit',
  ];
  const spawned = spawn(options.command, options.args, {
    stdio,
    detached: true,
    env: (options.env ?? process.env) as NodeJS.ProcessEnv,
    cwd: options.cwd ?? process.cwd(),
    ...options.user,
  });
  spawned.stdout?.setEncoding('utf8').on('data', (text: string) => options.onStdout?.(text));
  if (log !== undefined) closeSync(log);

  return new Promise((resolve, reject) => {
    spawned.once('error', (error) =>
      reject(new Error(`${name} cannot be started: ${error.message}`, { cause: error })),
    );
    spawned.once('spawn', () => {
      const pid = spawned.pid as number;
      const target = signalGroup ? -pid : pid;
      const watcher = guard(target, stopSignal);
      const exited = new Promise<Exit>((done) => {
        spawned.once('exit', (code, signal) => done({ code, signal }));
      });
      const gone = () => !isAlive(-pid) && (spawned.exitCode ?? spawned.signalCode) !== null;
      const stop = async () => {
        signalQuietly(target, stopSignal);
        if (!(await waitUntil(gone, stopTimeoutMs))) {
          signalQuietly(-pid, 'SIGKILL');
          await waitUntil(gone, 5_000);
        }
        watcher.kill('SIGKILL');
      };
      resolve({ name, pid, logFile: options.logFile, exited, stop });
    });
  });
}

/**
 * Calls `end` once when this process is asked to end: by a signal, or by the end of the npm that
 * runs it.
 */
export function onEndRequested(end: (signal: NodeJS.Signals) => void): void {
  let asked = false;
  const ask = (signal: NodeJS.Signals) => {
    if (!asked) end(signal);
    asked = true;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => ask(signal));
  }
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    setInterval(() => {
      if (process.ppid !== parent) ask('SIGHUP');
    }, 500).unref();
  }
}

/** What to tell of a child that ended by itself: how, and the last lines of its log. */
export function describeExit(child: Child, exit: Exit): string {
  const how = exit.signal ? `was ended by ${exit.signal}` : `ended with code ${exit.code}`;
  const { name, logFile } = child;
  const tail = logFile ? lastLines(logFile) : '';
  return `${name} ${how}.${logFile && tail ? ` Its log (${shortPath(logFile)}) ends:\n${tail}` : ''}`;
}
