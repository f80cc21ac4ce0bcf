import { applyMigrations } from '../../scripts/migrate/migrate';
import { apart, serverEnv } from './apart';
import type { Entry } from './entry';
import { addMintAccounts, connected } from './mint-world';
import type { Options } from './options';
import type { StubAccount } from './stripe-stub-account';
import { fillWorld } from './world';
import { fillAudit } from './world-audit';

/** The accounts that are minted for and nothing else, or these within a whole large platform. */
export type WorldName = 'small' | 'large';

/** A world that is ready, but for the product. */
export interface World extends Entry {
  databaseUrl: string;
  accounts: readonly StubAccount[];
}

/** Where a world is made. */
interface Place {
  /** A Postgres, by the address of one of its databases. */
  server: string;
  stripeUrl: string;
  note(line: string): void;
}

/** Rows can be made without waiting for the disk; all that is measured waits for it. */
const notDurable = (url: string) => `${url}?options=-c%20synchronous_commit%3Doff`;

async function emptyDatabase(server: string, name: string): Promise<string> {
  await connected(server, (client) => client.query(`CREATE DATABASE ${name}`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/**
 * Makes a world in a database of its own: migrated, filled, with templates, a token, an admin and the
 * accounts that are minted for.
 */
export async function prepareWorld(
  name: WorldName,
  { accounts, auditRows }: Options,
  { server, stripeUrl, note }: Place,
): Promise<World> {
  const databaseUrl = await emptyDatabase(server, `bench_${name}`);
  await applyMigrations(databaseUrl);
  if (name === 'large') {
    const size = { accounts, templates: 500, overrides: Math.ceil(accounts / 5) };
    const onPart = (part: string) => note(`  ${part}`);
    await fillWorld(notDurable(databaseUrl), size, onPart);
    await fillAudit(notDurable(databaseUrl), auditRows, onPart);
  }
  const env = serverEnv(databaseUrl, stripeUrl);
  const entry = await apart<Entry>('entry.ts', 'prepareEntry', [], env);
  const minted = await addMintAccounts(databaseUrl);
  await connected(databaseUrl, (client) => client.query('VACUUM (ANALYZE)'));
  return { ...entry, databaseUrl, accounts: minted };
}
