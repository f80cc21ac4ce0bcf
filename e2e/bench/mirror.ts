import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { temporaryPostgres } from '../../scripts/lib/temporary-postgres';
import { applyMigrations } from '../../scripts/migrate/migrate';
import { startEmulator } from '../stripe-emulator/server';

const USAGE = `Usage: npm run bench:mirror -- [--accounts 100000] [--rounds 2]
Syncs that many accounts of the Stripe emulator into a Postgres of its own, page by page and without
a pause, and measures how fast that is and what memory it takes. The first round finds all accounts
new, the others find them as they were.`;

const MB = 1024 * 1024;
const SAMPLE_MS = 2_000;

/** The heap that stays after each look, at most: what the sync holds, beside what is about to go. */
function watchMemory() {
  let [heap, rss] = [0, 0];
  const timer = setInterval(() => {
    globalThis.gc?.();
    const { heapUsed, rss: resident } = process.memoryUsage();
    heap = Math.max(heap, heapUsed);
    rss = Math.max(rss, resident);
  }, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    return { heap, rss };
  };
}

/** An emulator in a process of its own, so that its memory is not taken for the sync's. */
async function emulatorWith(accounts: number) {
  const { fork } = await import('node:child_process');
  const child = fork(import.meta.filename, ['--serve'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const url = await new Promise<string>((resolve) =>
    child.once('message', (m) => resolve(String(m))),
  );
  const response = await fetch(`${url}/_emulator/crowd`, {
    method: 'POST',
    body: JSON.stringify({ count: accounts }),
  });
  if (!response.ok) throw new Error(await response.text());
  return { url, stop: () => child.kill() };
}

const KEY = 'sk_test_mirrorBenchmark1234';

async function serve(): Promise<void> {
  const { url } = await startEmulator({ port: 0, secretKey: KEY, seed: [] });
  process.send?.(url);
}

async function measure(rounds: number): Promise<void> {
  const { startSync, getSync } = await import('../../lib/data/mirror/sync-runs');
  const { workOnSync } = await import('../../lib/mirror/sync');
  const { SYSTEM } = await import('../../lib/domain/permissions');
  const { db } = await import('../../lib/db');
  const context = () => ({ actor: SYSTEM, requestId: 'bench', now: new Date() });
  const parts = { clock: () => new Date(), chance: Math.random, pause: async () => undefined };
  try {
    console.log('round     accounts   new       seconds   accounts/s   heap      resident');
    for (let round = 1; round <= rounds; round += 1) {
      await startSync(context(), undefined);
      const memory = watchMemory();
      const began = performance.now();
      while ((await getSync(context(), undefined)).running) await workOnSync(parts);
      const seconds = (performance.now() - began) / 1000;
      const { heap, rss } = memory();
      const { last } = await getSync(context(), undefined);
      if (last?.status !== 'done')
        throw new Error(`The sync ended as ${last?.status}: ${last?.error}`);
      const cells = [
        ...[round, last.accounts, last.added, seconds.toFixed(1)],
        ...[(last.accounts / seconds).toFixed(0)],
        ...[`${(heap / MB).toFixed(0)} MB`, `${(rss / MB).toFixed(0)} MB`],
      ];
      const widths = [9, 10, 9, 9, 12, 9, 9];
      console.log(cells.map((cell, index) => String(cell).padEnd(widths[index] ?? 0)).join(' '));
    }
  } finally {
    await db().$disconnect();
  }
}

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      accounts: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '2' },
      serve: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(USAGE);
  if (values.serve) return serve();
  const server = await temporaryPostgres();
  const emulator = await emulatorWith(Number(values.accounts));
  try {
    await applyMigrations(server.url);
    console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`);
    Object.assign(process.env, {
      DATABASE_URL: server.url,
      STRIPE_SECRET_KEY: KEY,
      STRIPE_API_BASE: emulator.url,
      NEXTAUTH_SECRET: 'not-used-by-this-command-at-all-',
      SECRETS_KEY: 'YSBrZXkgZm9yIHRlc3RzIHNlYWxzIG5vdGhpbmcgMTI=',
      LOG_LEVEL: 'warn',
    });
    await measure(Number(values.rounds));
  } finally {
    emulator.stop();
    await server.stop();
  }
}

await main(process.argv.slice(2));
