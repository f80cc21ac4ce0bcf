import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../../scripts/lib/files';
import { freePort } from '../../../scripts/lib/ports';
import type { Supervisor } from '../../../scripts/lib/supervisor';
import { startAndHear } from '../servers';

/** What Switchyard is compared with: a server's origin, and the path that answers a session. */
export interface Baseline {
  name: string;
  url: string;
  path: string;
}

/** The routes and servers that one would write without Switchyard. */
export interface Baselines {
  appRouter: Baseline;
  demo: Baseline;
  bare: Baseline;
}

const APP = path.join(import.meta.dirname, 'app-router');
const NEXT = path.join(projectRoot, 'node_modules', 'next');
const STAMP = path.join(APP, '.next', 'bench-build');

function sourcesHash(): string {
  const hash = createHash('sha256').update(readFileSync(path.join(NEXT, 'package.json')));
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => /\.m?js$/.test(name)).sort()) {
    if (file.includes('.next')) continue;
    hash.update(`\0${file}\0`).update(readFileSync(path.join(import.meta.dirname, file)));
  }
  return hash.digest('hex');
}

async function buildApp(supervisor: Supervisor, env: NodeJS.ProcessEnv, logFile: string) {
  const hash = sourcesHash();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return;
  await supervisor.run({
    name: 'next build of the App Router app',
    command: process.execPath,
    args: [path.join(NEXT, 'dist', 'bin', 'next'), 'build'],
    cwd: APP,
    env,
    logFile,
  });
  writeFileSync(STAMP, hash);
}

async function untilAnswering(url: string): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const answer = await fetch(url).catch(() => null);
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} does not answer.`);
}

/** Builds and starts all of them, for production, over the same Stripe. */
export async function startBaselines(
  supervisor: Supervisor,
  { stripeUrl, logs }: { stripeUrl: string; logs: string },
): Promise<Baselines> {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    STRIPE_API_BASE: stripeUrl,
    STRIPE_SECRET_KEY: 'sk_test_bench',
  } as const;
  await buildApp(supervisor, env, path.join(logs, 'app-router-build.log'));
  const port = await freePort();
  await supervisor.start({
    name: 'The App Router app',
    command: process.execPath,
    args: [
      path.join(NEXT, 'dist', 'bin', 'next'),
      ...['start', '-H', '127.0.0.1', '-p', String(port), '--keepAliveTimeout', '75000'],
    ],
    cwd: APP,
    env,
    logFile: path.join(logs, 'app-router.log'),
  });
  const bare = await startAndHear(supervisor, {
    name: 'The bare server',
    args: [path.join(import.meta.dirname, 'bare.mjs')],
    env,
    logFile: path.join(logs, 'bare.log'),
  });
  const app = `http://127.0.0.1:${port}`;
  await supervisor.guard(untilAnswering(app));
  return {
    appRouter: { name: 'App Router route', url: app, path: '/api/account-sessions' },
    demo: { name: 'two calls, as the demo', url: app, path: '/api/demo-account-sessions' },
    bare: { name: 'bare Node server', url: bare, path: '/' },
  };
}
