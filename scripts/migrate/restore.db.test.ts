import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installedPostgres } from '../lib/installed-postgres';
import { freePort } from '../lib/ports';
import { postgresUser } from '../lib/postgres-user';
import { loadFirstRelease, sentThen } from './first-release/load';
import { applyMigrations, pendingMigrations } from './migrate';

// The way that the README tells: pg_dump of a running installation, pg_restore into an empty
// database. With the system's own PostgreSQL, because the embedded one has neither tool; so this
// shows too that the migrations run on that version.

const bin = installedPostgres();
const AT = new Date(sentThen.at);

// The end of a run names what was skipped, and so why.
const WITHOUT = '(not tried: this machine has no pg_dump and pg_restore)';

describe.skipIf(!bin)(bin ? 'a backup' : `a backup ${WITHOUT}`, () => {
  let folder: string;
  let port: number;
  const user = postgresUser();
  const url = (name: string) => `postgres://switchyard@127.0.0.1:${port}/${name}`;

  function run(tool: string, ...args: string[]): void {
    const { status, stdout, stderr } = spawnSync(path.join(bin ?? '', tool), args, {
      ...{ ...user, cwd: '/', encoding: 'utf8', timeout: 60_000 },
    });
    if (status !== 0) throw new Error(`${tool}: ${stdout}${stderr}`);
  }

  async function rows<Row extends pg.QueryResultRow>(name: string, sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: url(name) });
    await client.connect();
    return (await client.query<Row>(sql).finally(() => client.end())).rows;
  }

  async function everything(name: string): Promise<Record<string, string[]>> {
    const tables = await rows<{ t: string }>(
      name,
      "SELECT tablename AS t FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    const all: Record<string, string[]> = {};
    for (const { t } of tables) {
      const found = await rows<{ row: string }>(name, `SELECT x::text AS row FROM "${t}" x`);
      all[t] = found.map(({ row }) => row).sort();
    }
    return all;
  }

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'switchyard-restore-'));
    if (user) chownSync(folder, user.uid, user.gid);
    port = await freePort();
    const data = path.join(folder, 'data');
    mkdirSync(path.join(folder, 'run'));
    if (user) chownSync(path.join(folder, 'run'), user.uid, user.gid);
    run('initdb', '-D', data, '-U', 'switchyard', '-A', 'trust', '-E', 'UTF8', '--no-locale');
    const settings = `-h 127.0.0.1 -p ${port} -k ${path.join(folder, 'run')} -c fsync=off`;
    const log = path.join(folder, 'server.log');
    run('pg_ctl', 'start', '-w', '-D', data, '-l', log, '-o', settings);
    for (const name of ['live', 'restored']) await rows('postgres', `CREATE DATABASE ${name}`);
    await loadFirstRelease(url('live'));
    await applyMigrations(url('live'));
    const file = path.join(folder, 'backup.dump');
    run('pg_dump', '--format=custom', `--file=${file}`, url('live'));
    run('pg_restore', '--no-owner', '--exit-on-error', `--dbname=${url('restored')}`, file);
    // Read once, by what is imported below.
    Object.assign(process.env, {
      DATABASE_URL: url('restored'),
      STRIPE_SECRET_KEY: 'sk_test_neverCalled',
      NEXTAUTH_SECRET: 'a secret for tests, which guards nothing at all',
      SECRETS_KEY: 'YSBrZXkgZm9yIHRlc3RzIHNlYWxzIG5vdGhpbmcgMTI=',
      LOG_LEVEL: 'silent',
    });
  }, 120_000);

  afterAll(async () => {
    if (process.env.DATABASE_URL) await (await import('@/lib/db')).db().$disconnect();
    run('pg_ctl', 'stop', '-D', path.join(folder, 'data'), '-m', 'immediate');
    rmSync(folder, { recursive: true, force: true });
  });

  const context = async (now = AT) => {
    const { SYSTEM } = await import('@/lib/domain/permissions');
    return { actor: SYSTEM, requestId: 'restore', now };
  };

  test('brings every row of every table back', async () => {
    const restored = await everything('restored');
    expect(Object.values(restored).flat().length).toBeGreaterThan(150);
    expect(restored).toEqual(await everything('live'));
    expect(await pendingMigrations(url('restored'))).toEqual([]);
  });

  test('brings back an audit that holds, and that nobody can alter', async () => {
    const { verifyAudit } = await import('@/lib/data/audit-chain');
    expect(await verifyAudit(await context(), {})).toMatchObject({ whole: true, breaks: [] });
    await expect(rows('restored', "UPDATE audit_entry SET reason = 'x'")).rejects.toThrow();
    await expect(rows('restored', 'TRUNCATE audit_entry CASCADE')).rejects.toThrow();
  });

  test('is a database that can be worked with', async () => {
    const { readPolicyInput } = await import('@/lib/data/policy-input');
    const { resolve } = await import('@/lib/domain/resolve');
    const { submitChange } = await import('@/lib/data/changes/submit-change');
    const [account = ''] = Object.keys(sentThen.send);
    const send = async (at: Date) => {
      const known = await readPolicyInput(account, at);
      return known && resolve(known.input).send;
    };
    expect(await send(AT)).toEqual(sentThen.send[account]);
    const later = new Date(AT.getTime() + 60_000);
    await submitChange(await context(later), {
      reason: 'After the restore',
      edits: [
        { op: 'account.override', account, set: { documents: 'on' }, expiresAt: null, note: null },
      ],
      ...{ applyAt: null, dryRun: false, draft: false },
    });
    expect(await send(later)).toHaveProperty('documents');
  });
});
