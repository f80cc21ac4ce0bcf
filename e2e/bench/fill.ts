import { parseArgs } from 'node:util';
import pg from 'pg';
import { startPostgres } from '../../scripts/lib/postgres';
import { applyMigrations } from '../../scripts/migrate/migrate';
import { fillWorld } from './world';
import { fillAudit } from './world-audit';

const USAGE = `Usage: npm run bench:world -- [--accounts 1000000] [--templates 500] [--overrides 200000] [--audit 5000000]
                              --database URL    fill this database: it must be empty, or only migrated
                            | --folder FOLDER   fill a Postgres of its own in that folder, and keep it
Makes a world of that size: accounts with tags, traits and drift, templates, changes, overrides and
revisions, and an audit whose hashes are whole. The same size makes the same world.`;

async function sizeOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ size: string }>(
    'SELECT pg_size_pretty(pg_database_size(current_database())) AS size',
  );
  await client.end();
  return rows[0]?.size ?? '';
}

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      accounts: { type: 'string', default: '1000000' },
      templates: { type: 'string', default: '500' },
      overrides: { type: 'string', default: '200000' },
      audit: { type: 'string', default: '5000000' },
      database: { type: 'string' },
      folder: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help || (!values.database && !values.folder)) return console.log(USAGE);
  const server = values.folder ? await startPostgres({ dataDir: values.folder }) : undefined;
  const url = server?.url ?? values.database ?? '';
  const began = performance.now();
  const onPart = (part: string) =>
    console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${part}`);
  try {
    await applyMigrations(url);
    const size = {
      accounts: Number(values.accounts),
      templates: Number(values.templates),
      overrides: Number(values.overrides),
    };
    await fillWorld(url, size, onPart);
    if (Number(values.audit) > 0) await fillAudit(url, Number(values.audit), onPart);
    onPart(`done: ${await sizeOf(url)}`);
    if (server) console.log(`It is at ${url} while Postgres runs over ${values.folder}.`);
  } finally {
    await server?.stop();
  }
}

await main(process.argv.slice(2));
