import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { temporaryPostgres } from '../../scripts/lib/temporary-postgres';
import { applyMigrations } from '../../scripts/migrate/migrate';
import { startEmulator } from '../stripe-emulator/server';

const MB = 1024 * 1024;
const SAMPLE_MS = 2_000;

/**
 * What a round may hold more than before it began, at most. Of 100,000 accounts that is some 160
 * bytes each, a small part of what Stripe lists: a sync that kept them would not pass.
 */
const MOST_GROWTH_MB = 16;

const USAGE = `Usage: npm run bench:mirror -- [--accounts 100000] [--rounds 2]
Syncs that many accounts of the Stripe emulator into a Postgres of its own, page by page and without
a pause, and measures how fast that is and what memory it takes. The first round finds all accounts
new, the others find them as they were. Ends with 1 where a round holds over ${MOST_GROWTH_MB} MB more than
before it began; what is about to be collected does not count.`;

/** What is held, beside what is about to go. */
function held(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Looks at memory now and then, and tells at the end by how much what is held grew at most. */
function watchMemory() {
  const before = held();
  let [most, resident] = [before, 0];
  const look = () => {
    most = Math.max(most, held());
    resident = Math.max(resident, process.memoryUsage().rss);
  };
  const timer = setInterval(look, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    look();
    return { held: most / MB, growth: (most - before) / MB, resident: resident / MB };
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

/** Prints a line for each round, and returns by how many MB the worst of them grew. */
async function measure(rounds: number): Promise<number> {
  const { startSync, getSync } = await import('../../lib/data/mirror/sync-runs');
  const { workOnSync } = await import('../../lib/mirror/sync');
  const { SYSTEM } = await import('../../lib/domain/permissions');
  const { db } = await import('../../lib/db');
  const context = () => ({ actor: SYSTEM, requestId: 'bench', now: new Date() });
  const parts = { clock: () => new Date(), chance: Math.random, pause: async () => undefined };
  let worst = 0;
  try {
    console.log(
      'round     accounts   new       seconds   accounts/s   held      growth    resident',
    );
    for (let round = 1; round <= rounds; round += 1) {
      await startSync(context(), undefined);
      const memory = watchMemory();
      const began = performance.now();
      while ((await getSync(context(), undefined)).running) await workOnSync(parts);
      const seconds = (performance.now() - began) / 1000;
      const { held, growth, resident } = memory();
      worst = Math.max(worst, growth);
      const { last } = await getSync(context(), undefined);
      if (last?.status !== 'done')
        throw new Error(`The sync ended as ${last?.status}: ${last?.error}`);
      const cells = [
        ...[round, last.accounts, last.added, seconds.toFixed(1)],
        ...[(last.accounts / seconds).toFixed(0)],
        ...[held, growth, resident].map((mb) => `${mb.toFixed(0)} MB`),
      ];
      const widths = [9, 10, 9, 9, 12, 9, 9, 9];
      console.log(cells.map((cell, index) => String(cell).padEnd(widths[index] ?? 0)).join(' '));
    }
    return worst;
  } finally {
    await db().$disconnect();
  }
}

/** Says whether the growth is within the bound, and has the process end by it. */
function judge(growth: number): void {
  const within = growth <= MOST_GROWTH_MB;
  console.log(
    `What is held grew by ${growth.toFixed(1)} MB at most, and may by ${MOST_GROWTH_MB} MB: ${within ? 'within the bound' : 'MISSED'}.`,
  );
  if (!within) process.exitCode = 1;
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
    judge(await measure(Number(values.rounds)));
  } finally {
    emulator.stop();
    await server.stop();
  }
}

await main(process.argv.slice(2));
