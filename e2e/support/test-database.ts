import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { databaseIn } from './loopback';

/** A migrated database that belongs to one test file. */
export interface TestDatabase {
  url: string;
  /** Removes it, and ends whatever is still connected to it. */
  drop(): Promise<void>;
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('testServer') });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

async function create(template: string): Promise<TestDatabase> {
  const name = `${inject('testTemplate')}_${randomBytes(5).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: databaseIn(inject('testServer'), name),
    drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/**
 * A fresh database with all migrations applied, made in some 50 ms by copying. For `beforeAll` of
 * a `*.db.test.ts`; give it back with `drop()` in `afterAll`.
 */
export function createTestDatabase(): Promise<TestDatabase> {
  return create(inject('testTemplate'));
}

/** A database without anything in it, for tests of the migrations themselves. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return create('template0');
}
