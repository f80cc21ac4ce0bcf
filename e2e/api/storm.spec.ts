import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import pg from 'pg';
import { type Postgres, startPostgres } from '../../scripts/lib/postgres';
import { removeCluster } from '../../scripts/lib/postgres-cluster';
import { applyMigrations } from '../../scripts/migrate/migrate';
import { crowdId } from '../stripe-emulator/crowd';
import type { LoggedRequest } from '../stripe-emulator/request-log';
import { type Emulator, startEmulator } from '../stripe-emulator/server';
import { E2E_DATA_DIR } from '../support/demo';
import { secondInstance } from '../support/instance';
import { randomFrom } from '../support/random';

const ACCOUNTS = 400;
const MINTS = Number(process.env.MINTS ?? 1_500);
const AT_ONCE = 24;
const KILLS = 2;
const TOKEN = `sw_${'storm'.repeat(8)}`;
const KEY = 'sk_test_aStormOfMints1234';

/** A Postgres of the storm's own, which loses no commit when it is killed. */
function ownPostgres() {
  const folder = mkdtempSync(path.join(tmpdir(), 'switchyard-storm-'));
  const dataDir = path.join(folder, 'postgres');
  let server: Postgres | undefined;
  const start = async () => {
    server = await startPostgres({ dataDir, ...(server && { port: server.port }) });
    return server.url;
  };
  return {
    start,
    /** As a machine that loses its power does; then it starts again over what is on the disk. */
    async killAndStart() {
      if (!server) return;
      process.kill(server.process.pid, 'SIGKILL');
      await server.process.exited;
      // What the killed one started ends by itself, and until then holds on to the data.
      await expect
        .poll(
          () =>
            start()
              .then(() => true)
              .catch(() => false),
          { timeout: 30_000 },
        )
        .toBe(true);
    },
    async remove() {
      await server?.stop();
      removeCluster(dataDir);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function withRows<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

async function fill(url: string): Promise<void> {
  await applyMigrations(url);
  await withRows(url, async (client) => {
    await client.query(
      `INSERT INTO account (id, name, country, capabilities, details_submitted, synced_at,
         template_key, assigned_by, dashboard_type, losses_payments, requirement_collection)
       SELECT id, id, 'US', '{"card_payments": "active"}', true, now(), 'base', 'default',
         'express', 'application', 'stripe'
       FROM unnest($1::text[]) AS id`,
      [Array.from({ length: ACCOUNTS }, (_, n) => crowdId(n))],
    );
    await client.query(
      `INSERT INTO api_token (id, name, prefix, hash, scopes, created_at)
       VALUES ($1, 'Storm', 'sw_storm', $2, '{sessions:create,policy:write,policy:read}', now())`,
      [randomUUID(), createHash('sha256').update(TOKEN).digest()],
    );
  });
}

function countOf(ids: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

interface Answered {
  requestId: string;
  account: string;
  status: number;
  code?: string;
}

test(`${KILLS} kills of Postgres in a storm of ${MINTS} mints: no session without its row, no secret kept`, async () => {
  test.setTimeout(600_000);
  const random = randomFrom(Number(process.env.SEED ?? 1));
  const database = ownPostgres();
  let emulator: Emulator | undefined;
  const url = await database.start();
  await fill(url);
  emulator = await startEmulator({ port: 0, secretKey: KEY, seed: [] });
  await fetch(`${emulator.url}/_emulator/crowd`, {
    method: 'POST',
    body: JSON.stringify({ count: ACCOUNTS }),
  });
  const logName = 'storm';
  const instance = await secondInstance(logName, {
    DATABASE_URL: url,
    STRIPE_SECRET_KEY: KEY,
    STRIPE_API_BASE: emulator.url,
    MIRROR_SYNC_HOURS: '0',
  });
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const post = (at: string, body: object, more: Record<string, string> = {}) =>
    fetch(`${instance.url}${at}`, {
      method: 'POST',
      headers: { ...headers, ...more },
      body: JSON.stringify(body),
    });

  try {
    await instance.start();
    const edits = [{ op: 'template.update', key: 'base', set: { payments: 'on', payouts: 'on' } }];
    expect((await post('/api/changes', { reason: 'Before the storm', edits })).status).toBe(201);

    const answered: Answered[] = [];
    let begun = 0;
    let back = Promise.resolve();
    const kills = Array.from({ length: KILLS }, (_, n) =>
      Math.floor(((n + 0.3 + random() * 0.4) * MINTS) / KILLS),
    );
    const mint = async () => {
      const requestId = `storm-${begun}-${'x'.repeat(8)}`;
      const account = crowdId(Math.floor(random() * ACCOUNTS));
      const answer = await post(
        '/api/account-sessions',
        { account },
        { 'x-request-id': requestId },
      );
      const { code } = (await answer.json()) as { code?: string };
      answered.push({ requestId, account, status: answer.status, ...(code && { code }) });
      return answer.status;
    };
    const worker = async () => {
      while (begun < MINTS) {
        if (kills[0] !== undefined && begun >= kills[0]) {
          kills.shift();
          back = database.killAndStart();
        }
        begun += 1;
        // Without a database nothing can be minted: who was told so waits until it is back.
        if ((await mint()) === 503) await back;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    await back;
    await expect
      .poll(async () => (await post('/api/account-sessions', { account: crowdId(0) })).status)
      .toBe(200);
    instance.askToEnd();
    await instance.ended();

    const asked = (await (
      await fetch(`${emulator.url}/_emulator/requests`)
    ).json()) as LoggedRequest[];
    const sessions = asked.filter(({ path: at }) => at === '/v1/account_sessions');
    const { rows, dump } = await withRows(url, async (client) => ({
      rows: (
        await client.query<{
          request_id: string;
          subject_id: string;
          result: string | null;
          stripe: string | null;
        }>(
          `SELECT request_id, subject_id, result::text, detail ->> 'stripeRequestId' AS stripe
           FROM audit_entry LEFT JOIN audit_outcome ON entry_id = id WHERE action = 'session.mint'`,
        )
      ).rows,
      dump: (
        await client.query<{ row: string }>(`SELECT t::text AS row FROM audit_entry t UNION ALL
        SELECT t::text FROM audit_outcome t UNION ALL SELECT t::text FROM sent_components t`)
      ).rows,
    }));

    // Each request that Stripe saw has a row of its own for that account.
    const entries = countOf(rows.map((row) => row.subject_id));
    const made = countOf(sessions.map(({ params }) => String(params.account)));
    for (const [account, count] of made) {
      expect(count, account).toBeLessThanOrEqual(entries.get(account) ?? 0);
    }
    // Each session that was handed out has its row, and what ended well says which request it was.
    const byRequest = new Map(rows.map((row) => [row.request_id, row]));
    const minted = answered.filter(({ status }) => status === 200);
    expect(
      minted.filter(({ requestId, account }) => byRequest.get(requestId)?.subject_id !== account),
    ).toEqual([]);
    const seen = new Set(sessions.map(({ requestId }) => requestId));
    const ended = rows.filter(({ result }) => result === 'succeeded');
    expect(ended.filter(({ stripe }) => stripe === null || !seen.has(stripe))).toEqual([]);
    // Whoever got no session was told why, and that it was the database.
    const refused = answered.filter(({ status }) => status !== 200);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['database_unavailable']));
    expect(minted.length).toBeGreaterThan(MINTS * 0.5);

    const logs = readFileSync(path.join(E2E_DATA_DIR, 'logs', `${logName}.log`), 'utf8');
    expect(logs).toContain('session');
    for (const kept of [logs, dump.map(({ row }) => row).join('\n')]) {
      expect(kept).not.toContain('accs_secret');
      expect(kept).not.toContain(TOKEN);
      expect(kept).not.toContain(KEY);
    }
  } finally {
    await instance.kill();
    await emulator.close();
    await database.remove();
  }
});
