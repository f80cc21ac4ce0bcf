import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createEmptyDatabase,
  createTestDatabase,
  type TestDatabase,
} from '../../e2e/support/test-database';
import { projectFiles } from './files';
import { applyMigrations, diffSchema, markRolledBack, pendingMigrations } from './migrate';

let database: TestDatabase;
afterEach(() => database.drop());

describe('on an empty database', () => {
  let files: typeof projectFiles;
  let folder: string;

  beforeEach(async () => {
    database = await createEmptyDatabase();
    folder = mkdtempSync(path.join(tmpdir(), 'switchyard-migrations-'));
    files = { ...projectFiles, migrationsDir: folder };
    cpSync(projectFiles.migrationsDir, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const addMigration = (name: string, sql: string) => {
    mkdirSync(path.join(folder, name), { recursive: true });
    writeFileSync(path.join(folder, name, 'migration.sql'), sql);
  };

  test('applies everything once, and then agrees with schema.prisma', async () => {
    const pending = await pendingMigrations(database.url);
    expect(pending).toContain('20261121000000_init');
    expect(await diffSchema(database.url)).toContain('CREATE TABLE "account"');
    expect(await applyMigrations(database.url)).toEqual(pending);
    expect(await pendingMigrations(database.url)).toEqual([]);
    expect(await applyMigrations(database.url)).toEqual([]);
    expect(await diffSchema(database.url)).toBe('');
  });

  test('instances that start together take turns', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => applyMigrations(database.url)));
    const pending = await pendingMigrations(database.url);
    expect(pending).toEqual([]);
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  });

  test('a migration that fails leaves nothing behind, and can be tried again', async () => {
    const name = '20990101000000_next';
    addMigration(name, 'CREATE TABLE "half" ("id" int); SELECT nothing;');
    await expect(applyMigrations(database.url, files)).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringMatching(
        /^Migration 20990101000000_next failed: column "nothing" does not exist$/,
      ),
    });
    expect(await query("SELECT to_regclass('half') AS found")).toEqual([{ found: null }]);
    await expect(applyMigrations(database.url, files)).rejects.toThrow(
      /next failed earlier.*npm run migrate -- --rolled-back 20990101000000_next/s,
    );

    addMigration(name, 'CREATE TABLE "half" ("id" int);');
    await markRolledBack(database.url, name);
    expect(await applyMigrations(database.url, files)).toEqual([name]);
  });

  test('a migration may hold functions, whose bodies have semicolons', async () => {
    addMigration(
      '20990101000000_next',
      `CREATE FUNCTION "two"() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END $$;
       CREATE TABLE "note" ("text" text DEFAULT 'a;b');`,
    );
    await applyMigrations(database.url, files);
    expect(await query('SELECT two()')).toEqual([{ two: 2 }]);
  });

  test('a migration edited after it was applied is refused', async () => {
    await applyMigrations(database.url);
    addMigration('20261121000000_init', '-- something else');
    await expect(applyMigrations(database.url, files)).rejects.toMatchObject({
      code: 'edited',
      message: expect.stringContaining('20261121000000_init was changed after'),
    });
    await expect(pendingMigrations(database.url, files)).rejects.toThrow('was changed after');
  });

  test('a database that is ahead of this version is refused', async () => {
    addMigration('20990101000000_next', 'CREATE TABLE "later" ("id" int);');
    await applyMigrations(database.url, files);
    await expect(applyMigrations(database.url)).rejects.toMatchObject({
      code: 'newer',
      message: expect.stringContaining('20990101000000_next'),
    });
  });

  test('a database that is not there is named, without its password', async () => {
    const url = new URL(database.url);
    Object.assign(url, { pathname: '/nowhere', password: url.password || 'open-sesame' });
    const refused = await applyMigrations(url.href).catch((error: Error) => error.message);
    expect(refused).toMatch(/^Cannot connect to database "nowhere" on 127\.0\.0\.1:\d+: /);
    expect(refused).not.toContain(url.password);
  });

  test('works for an owner who may not add extensions', async () => {
    await query(`CREATE ROLE "plain_${process.pid}" LOGIN PASSWORD 'plain'`);
    try {
      const name = new URL(database.url).pathname.slice(1);
      await query(`ALTER SCHEMA public OWNER TO "plain_${process.pid}"`);
      await query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
      await query(`GRANT CONNECT ON DATABASE ${name} TO "plain_${process.pid}"`);
      const url = new URL(database.url);
      Object.assign(url, { username: `plain_${process.pid}`, password: 'plain' });
      await applyMigrations(url.href);
      expect(await diffSchema(url.href)).toBe('');
      expect(await query("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")).toEqual([]);
    } finally {
      await database.drop();
      database = await createEmptyDatabase();
      await query(`DROP ROLE "plain_${process.pid}"`);
    }
  });
});

describe('on a migrated database', () => {
  beforeEach(async () => {
    database = await createTestDatabase();
  });

  test('diffSchema tells what is missing', async () => {
    await query('DROP INDEX "account_country_name_id_idx"');
    expect(await diffSchema(database.url)).toContain('CREATE INDEX "account_country_name_id_idx"');
  });

  test('a fresh install has a base template, and rules that use it', async () => {
    expect(await query('SELECT "key", "revision" FROM "template"')).toEqual([
      { key: 'base', revision: 1 },
    ]);
    expect(await query('SELECT "rules", "default_key" FROM "rules_revision"')).toEqual([
      { rules: [], default_key: 'base' },
    ]);
    expect(await query('SELECT "id", "status", "reason", "request_id" FROM "change"')).toEqual([
      {
        id: '00000000-0000-7000-8000-000000000001',
        status: 'applied',
        reason: 'Initial policy',
        request_id: 'install',
      },
    ]);
  });

  test('names and addresses can be searched by a part, through an index', async () => {
    await query(`
      INSERT INTO "account" ("id", "name", "email", "capabilities", "tags", "details_submitted",
        "synced_at", "template_key", "assigned_by")
      SELECT 'acct_' || n, 'Shop ' || md5(n::text), md5(n::text) || '@example.com', '{}', '{}', true,
        now(), 'base', 'default'
      FROM generate_series(1, 5000) AS n`);
    await query('VACUUM ANALYZE "account"');
    for (const column of ['name', 'email']) {
      const plan = await query(
        `EXPLAIN SELECT "id" FROM "account" WHERE lower("${column}") LIKE '%bakery%'`,
      );
      expect(JSON.stringify(plan)).toContain(`account_${column}_search`);
    }
  });
});

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const result: pg.QueryResult | pg.QueryResult[] = await client.query(sql);
    return [result].flat().at(-1)?.rows ?? [];
  } finally {
    await client.end();
  }
}
