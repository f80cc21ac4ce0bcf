import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { projectRoot, readJson } from '../../scripts/lib/files';
import { frontArgs } from '../../scripts/lib/front-bundle';
import { freePort } from '../../scripts/lib/ports';
import { type Child, type Exit, isAlive, startChild } from '../../scripts/lib/process';
import type { UpState } from '../../scripts/up/state';
import { databaseUrl } from './database';
import { demo, E2E_DATA_DIR } from './demo';
import { memoryOf } from './memory';

const READY_WITHIN_MS = 30_000;

/** A second instance of the product over the same database and the same Stripe. */
export interface Instance {
  url: string;
  /** Starts it, and returns once it answers. */
  start(): Promise<void>;
  /** Asks it to end, as an orchestrator does. */
  askToEnd(): void;
  /** Does what Ctrl-C in a terminal does: all of its processes hear it. */
  interrupt(): void;
  /** Kills the process that owns the port, and returns once the other has ended by itself. */
  killFront(): Promise<void>;
  /** How it ended, once it has. */
  ended(): Promise<Exit>;
  /** Ends it as a machine that loses its power does. */
  kill(): Promise<void>;
  /** The process that owns the port, which started the other; undefined while it does not run. */
  pid(): number | undefined;
  /** What its processes hold in memory together. */
  memoryMb(): number;
  /** The files in which it has logged. */
  logs(): readonly string[];
}

/** What the running installation seals secrets with: whoever shares its database shares it. */
const secretsKey = () => readJson<UpState>(path.join(E2E_DATA_DIR, 'up.json'))?.secretsKey;

async function untilReady(url: string): Promise<void> {
  for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end; ) {
    const answer = await fetch(`${url}/api/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} was not ready within ${READY_WITHIN_MS / 1000} s.`);
}

/**
 * Makes an instance on a port of its own, with `more` in its environment; it is not started yet. Its
 * log is cut off where it grows long, unless each start has a log of its own.
 */
export async function secondInstance(
  name: string,
  more: Readonly<Record<string, string>> = {},
  { logsEachStart = false }: { logsEachStart?: boolean } = {},
): Promise<Instance> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const logs = new Set<string>();
  const nextLog = () => {
    const file = logsEachStart ? `${name}-${logs.size + 1}.log` : `${name}.log`;
    const log = path.join(E2E_DATA_DIR, 'logs', file);
    if (logsEachStart) rmSync(log, { force: true });
    logs.add(log);
    return log;
  };
  let child: Child | null = null;
  return {
    url,
    logs: () => [...logs],
    async start() {
      child = await startChild({
        name,
        command: process.execPath,
        args: frontArgs(projectRoot),
        cwd: projectRoot,
        logFile: nextLog(),
        env: {
          ...process.env,
          NODE_ENV: 'production',
          NEXT_TELEMETRY_DISABLED: '1',
          DATABASE_URL: databaseUrl(),
          STRIPE_SECRET_KEY: demo().stripe.secretKey ?? undefined,
          STRIPE_API_BASE: demo().stripe.url,
          NEXTAUTH_URL: url,
          NEXTAUTH_SECRET: randomBytes(32).toString('base64url'),
          SECRETS_KEY: secretsKey(),
          HOST: 'localhost',
          PORT: String(port),
          ...more,
        },
      });
      await untilReady(url);
    },
    askToEnd() {
      if (child) process.kill(child.pid, 'SIGTERM');
    },
    interrupt() {
      if (child) process.kill(-child.pid, 'SIGINT');
    },
    async killFront() {
      if (!child) return;
      process.kill(child.pid, 'SIGKILL');
      await child.exited;
      for (const end = Date.now() + READY_WITHIN_MS; isAlive(-child.pid); ) {
        if (Date.now() > end) throw new Error(`The console of ${name} goes on without its front.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await child.stop();
      child = null;
    },
    pid: () => child?.pid,
    memoryMb: () => (child ? memoryOf(child.pid).total : 0),
    async ended() {
      if (!child) throw new Error(`${name} was not started.`);
      const exit = await child.exited;
      await child.stop();
      child = null;
      return exit;
    },
    async kill() {
      if (!child) return;
      process.kill(-child.pid, 'SIGKILL');
      await child.exited;
      await child.stop();
      child = null;
    },
  };
}
