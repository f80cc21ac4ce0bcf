import pg from 'pg';
import { ACCOUNTS, DRIFT, MIRROR, TRAITS } from './world-accounts';
import { ACTORS, DECISIONS, HISTORY, OPEN_CHANGES, TEMPLATES } from './world-policy';

/** How large a world is to be. */
export interface Size {
  accounts: number;
  templates: number;
  overrides: number;
}

/** Accounts that one bulk assignment was of. */
const BULK = 400;

/** How long the world has been there. */
const DAYS = 720;

/** Hears which part is being made. */
export type OnPart = (part: string) => void;

const TABLES = [
  ...['account', 'override', 'account_traits', 'account_revision', 'change', 'drift'],
  ...['template_revision', 'rules_revision', 'tag'],
];

/** Takes foreign keys and indexes off tables and gives what makes them anew: much quicker for many rows. */
async function takeOff(client: pg.Client, tables: readonly string[]): Promise<string[]> {
  const keys = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY($1::regclass[])`,
    [tables],
  );
  const indexes = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index
     WHERE indrelid = ANY($1::regclass[])
       AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)`,
    [tables],
  );
  for (const { table, name } of keys.rows) {
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
  }
  for (const { name } of indexes.rows) await client.query(`DROP INDEX ${name}`);
  return [
    ...indexes.rows.map(({ definition }) => definition),
    ...keys.rows.map(
      ({ table, name, definition }) =>
        `ALTER TABLE ${table} ADD CONSTRAINT "${name}" ${definition}`,
    ),
  ];
}

/**
 * Does something to tables that are without their triggers, foreign keys and indexes meanwhile, all in
 * one transaction: a database is filled wholly or not at all.
 */
export async function inBulk(
  client: pg.Client,
  tables: readonly string[],
  onPart: OnPart,
  work: () => Promise<void>,
): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(
      "SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL work_mem = '256MB'; SET LOCAL jit = off",
    );
    for (const table of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    const definitions = await takeOff(client, tables);
    await work();
    onPart('indexes');
    for (const definition of definitions) await client.query(definition);
    for (const table of tables) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Connects for some work and ends the connection behind it. */
export async function withClient(url: string, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Fills a migrated database with a world of some size, the same for the same size but for its times,
 * which lie before now: accounts with their tags, traits and drift, templates, changes, overrides and
 * the revisions that they left. Refuses a database that has accounts already.
 */
export function fillWorld(
  url: string,
  size: Size,
  onPart: OnPart = () => undefined,
): Promise<void> {
  return withClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM account LIMIT 1');
    if (rowCount) throw new Error('This database has accounts already: give an empty one.');
    const now = new Date().toISOString();
    const since = new Date(Date.now() - DAYS * 86_400_000).toISOString();
    const step = Math.max(1, Math.floor((size.accounts * 2) / Math.max(1, size.overrides)));
    await inBulk(client, TABLES, onPart, async () => {
      onPart('templates and people');
      await client.query(TEMPLATES(size.templates, since));
      await client.query(ACTORS(now));
      onPart('accounts');
      await client.query(ACCOUNTS(size, { now, step, bulk: BULK }));
      await client.query('ANALYZE world_account');
      await client.query(DECISIONS(now));
      await client.query('ANALYZE world_change; ANALYZE world_override');
      await client.query(MIRROR(now));
      onPart('traits and drift');
      await client.query(TRAITS);
      await client.query(DRIFT(now));
      onPart('changes, overrides and revisions');
      await client.query(HISTORY);
      await client.query(OPEN_CHANGES(now, Math.min(600, size.accounts)));
    });
    onPart('statistics');
    await client.query('VACUUM (ANALYZE)');
  });
}
