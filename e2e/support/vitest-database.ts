import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { temporaryPostgres } from '../../scripts/lib/temporary-postgres';
import { applyMigrations } from '../../scripts/migrate/migrate';
import { databaseIn, refuseRemote } from './loopback';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database one may connect to, to create others beside it. */
    testServer: string;
    /** The migrated database that tests copy. Nobody may connect to it. */
    testTemplate: string;
  }
}

interface Server {
  url: string;
  template: string;
  stop(): Promise<void>;
}

// Each of Vitest's projects loads this module anew; the server is for all of them.
const holder = globalThis as { testServer?: Promise<Server> };

/**
 * Gives the tests a server with a migrated database to copy: Postgres started for this run, or the
 * one of TEST_DATABASE_URL, which has to be on this machine.
 */
export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | void> {
  const isFirst = !holder.testServer;
  holder.testServer ??= start();
  const { url, template, stop } = await holder.testServer;
  project.provide('testServer', url);
  project.provide('testTemplate', template);
  // All projects are done by the time that the first of them is taken down.
  if (isFirst) return stop;
}

async function start(): Promise<Server> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) refuseRemote(given);
  const server = given ? { url: given, stop: async () => undefined } : await temporaryPostgres();
  const run = `switchyard_test_${randomBytes(4).toString('hex')}`;

  const asAdmin = async (work: (client: pg.Client) => Promise<void>) => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await work(client).finally(() => client.end());
  };

  try {
    await asAdmin(async (client) => {
      await client.query(`CREATE DATABASE ${run}`);
    });
    await applyMigrations(databaseIn(server.url, run));
    await asAdmin(async (client) => {
      await client.query(`ALTER DATABASE ${run} ALLOW_CONNECTIONS false`);
    });
  } catch (error) {
    await server.stop();
    throw error;
  }

  const stop = async () => {
    if (given) {
      await asAdmin(async (client) => {
        const { rows } = await client.query<{ name: string }>(
          'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
          [run],
        );
        for (const { name } of rows) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      });
    }
    await server.stop();
  };
  return { url: server.url, template: run, stop };
}
