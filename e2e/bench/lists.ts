import { cpus } from 'node:os';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { percentile } from './figures';
import { accountCases, auditCases, type Case, knownOf, pageCases } from './list-cases';
import { overWorld, workOn } from './work-on';
import { fillWorld } from './world';
import { fillAudit } from './world-audit';

const USAGE = `Usage: npm run bench:lists -- [--accounts 1000000] [--audit 5000000] [--rounds 20] [--only TEXT] [--database URL]
Measures what lists, searches, counts, the audit and its exports take at that size, by calling what
the pages and the API call. Without --database it makes a world of its own.`;

/** How long one question took, in milliseconds. */
export interface ListFigures {
  name: string;
  p50: number;
  p95: number;
  /** Why it had no answer. */
  error?: string;
}

async function timed({ run }: Case, round: number): Promise<number> {
  const { SYSTEM } = await import('../../lib/domain/permissions');
  const context = { actor: SYSTEM, requestId: 'bench', now: new Date() };
  const start = performance.now();
  await run(context, round);
  return performance.now() - start;
}

/**
 * Asks all that lists answer, so many times each after two times that do not count; with `only`, the
 * questions with this text in their name.
 */
export async function measureLists(
  databaseUrl: string,
  { rounds = 20, only = '' }: { rounds?: number; only?: string } = {},
  onFigures: (figures: ListFigures) => void = () => undefined,
): Promise<ListFigures[]> {
  workOn(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const known = await knownOf(client);
  await client.end();
  const cases = [
    ...(await accountCases(known)),
    ...(await auditCases(known)),
    ...(await pageCases(known)),
  ].filter(({ name }) => name.includes(only));
  const all: ListFigures[] = [];
  for (const one of cases) {
    const took: number[] = [];
    let error: string | undefined;
    try {
      for (let round = -2; round < rounds; round += 1) {
        const ms = await timed(one, Math.abs(round));
        if (round >= 0) took.push(ms);
      }
    } catch (thrown) {
      error = thrown instanceof Error ? thrown.message : String(thrown);
    }
    const figures = { name: one.name, p50: percentile(took, 0.5), p95: percentile(took, 0.95) };
    all.push(error === undefined ? figures : { ...figures, error });
    onFigures(all.at(-1) as ListFigures);
  }
  return all;
}

const ms = (value: number) => (Number.isNaN(value) ? '-' : value.toFixed(1)).padStart(9);

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      accounts: { type: 'string', default: '1000000' },
      audit: { type: 'string', default: '5000000' },
      rounds: { type: 'string', default: '20' },
      only: { type: 'string', default: '' },
      database: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(USAGE);
  const accounts = Number(values.accounts);
  const fill = async (url: string) => {
    await fillWorld(url, { accounts, templates: 500, overrides: accounts / 5 }, console.log);
    await fillAudit(url, Number(values.audit), console.log);
  };
  await overWorld(values.database, fill, async (url) => {
    console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`);
    console.log(`${'question'.padEnd(40)}   p50 (ms)  p95 (ms)`);
    const options = { rounds: Number(values.rounds), only: values.only };
    await measureLists(url, options, ({ name, p50, p95, error = '' }) =>
      console.log(`${name.padEnd(40)} ${ms(p50)} ${ms(p95)}  ${error}`),
    );
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await main(process.argv.slice(2));
