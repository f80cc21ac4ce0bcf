import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { overWorld, workOn } from './work-on';
import { fillWorld } from './world';

const USAGE = `Usage: npm run bench:bulk -- [--accounts 100000] [--world 1000000] [--database URL]
Assigns a template to that many accounts, found by a filter, as one bulk job, and measures how long
it takes from the request until the last chunk is applied and audited. Without --database it makes a
world of its own.`;

/** How a bulk job went. */
export interface BulkFigures {
  /** Accounts that were assigned. */
  accounts: number;
  /** Seconds from the request to the last chunk, and of these until the job had started. */
  seconds: number;
  startSeconds: number;
  chunks: number;
  /** The longest that another editor waited for the door meanwhile, in milliseconds. */
  longestLockMs: number;
}

/** The country whose accounts are about so many. */
async function countryOf(client: pg.Client, accounts: number): Promise<string> {
  const { rows } = await client.query<{ country: string }>(
    `SELECT country FROM account WHERE country IS NOT NULL GROUP BY country
     ORDER BY abs(count(*) - $1) LIMIT 1`,
    [accounts],
  );
  const [found] = rows;
  if (!found) throw new Error('The database has no accounts with a country.');
  return found.country;
}

/** The template that the fewest accounts of a country are assigned to, so that about all are altered. */
async function templateFor(client: pg.Client, country: string): Promise<string> {
  const { rows } = await client.query<{ key: string }>(
    `SELECT t.key
     FROM template t
     JOIN template_revision r ON r.template_key = t.key AND r.revision = t.revision
     LEFT JOIN (
       SELECT assigned_template_key AS key, count(*) AS accounts
       FROM account WHERE country = $1 GROUP BY 1
     ) a ON a.key = t.key
     WHERE NOT r.archived
     ORDER BY coalesce(a.accounts, 0), t.key LIMIT 1`,
    [country],
  );
  const [found] = rows;
  if (!found) throw new Error('The database has no templates.');
  return found.key;
}

/** Stands at the door again and again, as somebody who edits, until it is told to stop. */
function knockAtTheDoor(url: string): { stop: () => Promise<number> } {
  let on = true;
  const knocking = (async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    let longest = 0;
    while (on) {
      const start = performance.now();
      await client.query('SELECT pg_advisory_lock(7301963), pg_advisory_unlock(7301963)');
      longest = Math.max(longest, performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await client.end();
    return longest;
  })();
  return {
    stop: () => {
      on = false;
      return knocking;
    },
  };
}

/**
 * Assigns a template to about so many accounts of a filled database, found by their country, and
 * says how that went. It changes the database.
 */
export async function measureBulk(databaseUrl: string, accounts: number): Promise<BulkFigures> {
  workOn(databaseUrl);
  const { bulkRequest, startBulkJob } = await import('../../lib/data/bulk/start-job');
  const { runBulkJobs } = await import('../../lib/jobs/bulk');
  const { getBulkJob } = await import('../../lib/data/bulk/jobs');
  const { SYSTEM } = await import('../../lib/domain/permissions');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const country = await countryOf(client, accounts);
  const template = await templateFor(client, country);
  await client.end();
  const context = () => ({ actor: SYSTEM, requestId: 'bench', now: new Date() });
  const act = { op: 'account.assign', template };
  const request = bulkRequest.parse({ act, filter: { country }, reason: 'A benchmark' });
  const door = knockAtTheDoor(databaseUrl);
  const start = performance.now();
  const job = await startBulkJob(context(), request);
  const startSeconds = (performance.now() - start) / 1000;
  if (job.id === null) throw new Error('There is nothing to assign.');
  while (await runBulkJobs());
  const seconds = (performance.now() - start) / 1000;
  const longestLockMs = await door.stop();
  const { counts, chunkCount: chunks } = await getBulkJob(context(), { id: job.id });
  return { accounts: counts.applied, seconds, startSeconds, chunks, longestLockMs };
}

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      accounts: { type: 'string', default: '100000' },
      world: { type: 'string', default: '1000000' },
      database: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(USAGE);
  const fill = (url: string) => {
    const accounts = Number(values.world);
    return fillWorld(url, { accounts, templates: 500, overrides: accounts / 5 });
  };
  await overWorld(values.database, fill, async (url) => {
    const { accounts, seconds, startSeconds, chunks, longestLockMs } = await measureBulk(
      url,
      Number(values.accounts),
    );
    console.log(
      `${accounts.toLocaleString('en')} accounts assigned and audited in ${seconds.toFixed(1)} s ` +
        `(${startSeconds.toFixed(1)} s to start, ${chunks} chunks); ` +
        `an editor waited ${longestLockMs.toFixed(0)} ms at most`,
    );
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await main(process.argv.slice(2));
