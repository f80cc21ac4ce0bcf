import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { startEmulator, testSecretKey } from '../../scripts/lib/emulator';
import { randomSecret } from '../../scripts/lib/files';
import { FRONT_ENV } from '../../scripts/lib/front-bundle';
import { createSupervisor } from '../../scripts/lib/supervisor';
import type { Demo } from '../../scripts/up/demo-file';
import { registerWebhook } from '../../scripts/up/steps';
import { type Instance, secondInstance } from '../support/instance';
import { type OwnDatabase, ownDatabase, rowsAt, seedDatabase } from '../support/own-database';
import { signedInWith } from '../support/people';

const SYNCED_WITHIN_MS = 120_000;

/** Stripe, in a process of its own, so that what it costs is not taken for the product's. */
export interface SceneStripe {
  url: string;
  secretKey: string;
  /** What events are signed with; each goes to every instance. */
  webhookSecret: string;
  pid: number;
}

/** What traffic is played upon: instances of the product over a Postgres and a Stripe of their own. */
export interface Scene {
  database: OwnDatabase;
  emulator: SceneStripe;
  /** All started, and ready. They share what signs sessions, and what seals secrets. */
  instances: Instance[];
  /** One of each role, with their passwords. */
  people: Demo['users'];
  /** A token with every scope. */
  apiToken: string;
  /** All connected accounts that the mirror holds: the demo's, and a crowd. */
  accounts: string[];
  /** Ends everything, and removes what it kept. */
  end(): Promise<void>;
}

type Variables = Readonly<Record<string, string>>;

export interface SceneOptions {
  /** How many instances. */
  instances: number;
  /** How many accounts beside the demo's. */
  accounts: number;
  /** Names the instances' logs. */
  name?: string;
  /** Whether all that they log is to be read: then each start of an instance has a log of its own. */
  logsEachStart?: boolean;
  /** More of the environment of all instances, or of the nth. */
  env?: Variables | ((nth: number) => Variables);
  /** Settings of Postgres. */
  settings?: Variables;
  /** What the instances are told of where the database is, e.g. a proxy's address before it. */
  databaseUrl?: (database: OwnDatabase) => Promise<string>;
}

/** Fetches all accounts into the mirror, as an operator who presses the button. */
async function sync(url: string, admin: Demo['users']['admin']): Promise<void> {
  const client = await signedInWith(admin, url);
  try {
    const status = async () => (await client.get('/api/mirror/sync')).json();
    expect((await client.post('/api/mirror/sync')).status()).toBe(202);
    const ended = async () => (await status()).last?.status;
    await expect.poll(ended, { timeout: SYNCED_WITHIN_MS }).toBe('done');
  } finally {
    await client.dispose();
  }
}

async function addCrowd(url: string, count: number): Promise<void> {
  const body = JSON.stringify({ count });
  const answer = await fetch(`${url}/_emulator/crowd`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`The emulator answered ${answer.status} to a crowd.`);
}

/** Sets the scene: everything runs, the demo's policy is there, and all accounts are in the mirror. */
export async function makeScene(options: SceneOptions): Promise<Scene> {
  const { name = 'scene', env = {}, settings = {}, logsEachStart = false } = options;
  const dataDir = mkdtempSync(path.join(tmpdir(), `switchyard-${name}-`));
  const supervisor = createSupervisor();
  const instances: Instance[] = [];
  let database: OwnDatabase | undefined;
  const end = async () => {
    await Promise.all(instances.map((instance) => instance.kill()));
    await supervisor.stopAll();
    await database?.remove();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const secretKey = testSecretKey();
    const webhookSecret = `whsec_${randomSecret(24)}`;
    const { url, child } = await startEmulator(supervisor, { dataDir, secretKey });
    database = await ownDatabase(settings);
    const { users, apiToken } = await seedDatabase(database.url, { url, secretKey });
    if (options.accounts > 0) await addCrowd(url, options.accounts);

    const shared = {
      ...FRONT_ENV,
      DATABASE_URL: (await options.databaseUrl?.(database)) ?? database.url,
      STRIPE_SECRET_KEY: secretKey,
      STRIPE_API_BASE: url,
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      NEXTAUTH_SECRET: randomSecret(32),
      SECRETS_KEY: randomBytes(32).toString('base64'),
      MIRROR_SYNC_HOURS: '0',
      MIRROR_SYNC_PAUSE_MS: '0',
      LOG_LEVEL: 'warn',
    };
    for (let nth = 0; nth < options.instances; nth += 1) {
      const own = typeof env === 'function' ? env(nth) : env;
      const instance = await secondInstance(
        `${name}-${nth}`,
        { ...shared, ...own },
        { logsEachStart },
      );
      instances.push(instance);
      await instance.start();
      await registerWebhook({ url, secretKey, webhookSecret }, instance.url);
    }
    await sync((instances[0] as Instance).url, users.admin);
    const known = await rowsAt<{ id: string }>(
      database.url,
      'SELECT id FROM account WHERE disconnected_at IS NULL ORDER BY id',
    );
    return {
      database,
      emulator: { url, secretKey, webhookSecret, pid: child.pid },
      instances,
      people: users,
      apiToken,
      accounts: known.map(({ id }) => id),
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}
