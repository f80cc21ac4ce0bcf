import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../e2e/support/test-database';

/** The change of the migrations themselves. */
export const CHANGE = '00000000-0000-7000-8000-000000000001';
export const HASH = `decode(repeat('ab', 32), 'hex')`;

const ROWS = `
  INSERT INTO "account" ("id", "name", "country", "capabilities", "tags", "details_submitted",
    "synced_at", "template_key", "assigned_by")
  VALUES ('acct_1', 'Shop', 'DE', '{}', '{}', true, now(), 'base', 'default');
  INSERT INTO "account_traits" VALUES ('acct_1', 1, '{}', now());
  INSERT INTO "account_revision" VALUES ('acct_1', 1, NULL, '{}', '${CHANGE}', now());
  INSERT INTO "audit_entry" ("at", "actor_kind", "actor_id", "actor_name", "action",
    "subject_kind", "subject_id", "request_id")
  VALUES (now(), 'system', 'system', 'Switchyard', 'test', 'account', 'acct_1', 'r');
  INSERT INTO "audit_outcome" ("entry_id", "at", "result")
  SELECT "id", now(), 'succeeded' FROM "audit_entry";
`;

/** What the tests of a file ask of a migrated database. */
export interface Asked {
  query(sql: string): Promise<unknown>;
  /** The name of the constraint that refuses a statement; 'taken' where none does. */
  refusal(sql: string): Promise<string>;
}

/**
 * Gives a file of tests a migrated database with an account and an entry in the audit; what a test
 * writes is gone after it.
 */
export function askDatabase(): Asked {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(ROWS);
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });
  beforeEach(() => client.query('BEGIN'));
  afterEach(() => client.query('ROLLBACK'));

  return {
    query: (sql) => client.query(sql),
    async refusal(sql) {
      try {
        await client.query(`${sql}; SET CONSTRAINTS ALL IMMEDIATE`);
        return 'taken';
      } catch (error) {
        return (error as pg.DatabaseError).constraint ?? (error as Error).message;
      }
    },
  };
}
