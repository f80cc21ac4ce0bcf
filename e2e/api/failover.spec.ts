import { createHash, randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { applyMigrations } from '../../scripts/migrate/migrate';
import { crowdId } from '../stripe-emulator/crowd';
import type { LoggedRequest } from '../stripe-emulator/request-log';
import { startEmulator } from '../stripe-emulator/server';
import { npmRun } from '../support/command';
import { secondInstance } from '../support/instance';
import { rowsAt } from '../support/own-database';
import { randomFrom } from '../support/random';
import { twoServers } from '../support/two-servers';

const ACCOUNTS = 50;
const MINTERS = 8;
const EDITORS = 2;
/** What is to be done before the first server is killed, and after the second has taken over. */
const MINTS_EACH = 150;
const EDITS_EACH = 15;
const GOES_ON_WITHIN_MS = 10_000;
const TOKEN = `sw_${'overs'.repeat(8)}`;
const KEY = 'sk_test_oneOfTwoServers1234';

const FILL = `
  INSERT INTO account (id, name, country, capabilities, details_submitted, synced_at,
    template_key, assigned_by, dashboard_type, losses_payments, requirement_collection)
  SELECT id, id, 'US', '{"card_payments": "active"}', true, now(), 'base', 'default',
    'express', 'application', 'stripe'
  FROM unnest('{${Array.from({ length: ACCOUNTS }, (_, n) => crowdId(n)).join()}}'::text[]) AS id;
  INSERT INTO api_token (id, name, prefix, hash, scopes, created_at)
  VALUES ('${randomUUID()}', 'Failover', 'sw_overs', '\\x${createHash('sha256').update(TOKEN).digest('hex')}',
    '{sessions:create,policy:write,policy:read}', now())`;

interface Done {
  id: string;
  account: string;
  at: number;
}

const countBy = <T>(items: readonly T[], keyOf: (item: T) => string) =>
  items.reduce((counts, item) => {
    counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
    return counts;
  }, new Map<string, number>());

test('the server that is written to dies: the other takes over, all goes on, nothing acknowledged is lost', async () => {
  test.setTimeout(180_000);
  const random = randomFrom(Number(process.env.SEED ?? 1));
  const servers = await twoServers();
  const emulator = await startEmulator({ port: 0, secretKey: KEY, seed: [] });
  await fetch(`${emulator.url}/_emulator/crowd`, {
    method: 'POST',
    body: JSON.stringify({ count: ACCOUNTS }),
  });
  const instance = await secondInstance('failover', {
    DATABASE_URL: servers.url,
    STRIPE_SECRET_KEY: KEY,
    STRIPE_API_BASE: emulator.url,
    MIRROR_SYNC_HOURS: '0',
  });
  const post = (at: string, body: object, id: string) =>
    fetch(`${instance.url}${at}`, {
      method: 'POST',
      headers: {
        ...{ authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        'x-request-id': id,
      },
      body: JSON.stringify(body),
    });
  const anAccount = () => crowdId(Math.floor(random() * ACCOUNTS));

  try {
    // The first of the two only reads: the migrations, too, find the one to write to.
    await applyMigrations(servers.url);
    await rowsAt(servers.primaryUrl, FILL);
    await instance.start();
    const edits = [{ op: 'template.update', key: 'base', set: { payments: 'on', payouts: 'on' } }];
    const first = await post('/api/changes', { reason: 'At first', edits }, randomUUID());
    expect(first.status, await first.text()).toBe(201);

    const minted: Done[] = [];
    const edited: Done[] = [];
    const codes = new Set<string>();
    let over = false;
    const send = async (at: string, body: object, id: string) => {
      const answer = await post(at, body, id);
      const text = await answer.text();
      if (!answer.ok) codes.add(`${answer.status} ${JSON.parse(text).code}`);
      return { ok: answer.ok, text };
    };
    const minter = async () => {
      while (!over) {
        const [id, account] = [randomUUID(), anAccount()];
        const { ok } = await send('/api/account-sessions', { account }, id);
        if (ok) minted.push({ id, account, at: performance.now() });
      }
    };
    const editor = async () => {
      while (!over) {
        const account = anAccount();
        const edit = { op: 'account.tag', account, add: [`t${randomUUID().slice(0, 8)}`] };
        const change = { reason: 'Meanwhile', edits: [edit] };
        const { ok, text } = await send('/api/changes', change, randomUUID());
        if (ok) edited.push({ id: JSON.parse(text).id, account, at: performance.now() });
      }
    };
    const workers = Promise.all([
      ...Array.from({ length: MINTERS }, minter),
      ...Array.from({ length: EDITORS }, editor),
    ]);
    const since = (from: number) => ({
      mints: minted.filter(({ at }) => at > from).length,
      edits: edited.filter(({ at }) => at > from).length,
    });
    const enough = (from: number) => () => {
      const { mints, edits: changes } = since(from);
      return mints >= MINTS_EACH && changes >= EDITS_EACH;
    };
    await expect.poll(enough(0), { timeout: 60_000, intervals: [50] }).toBe(true);

    const killedAt = performance.now();
    await servers.killPrimary();
    const diedAt = performance.now();
    await servers.promote();
    const isReady = () => fetch(`${instance.url}/api/ready`).then(({ ok }) => ok);
    await expect.poll(isReady, { intervals: [50] }).toBe(true);
    const ready = performance.now() - killedAt;
    await expect.poll(enough(diedAt), { timeout: 60_000, intervals: [50] }).toBe(true);
    over = true;
    await workers;

    const again = (done: readonly Done[]) =>
      Math.min(...done.map(({ at }) => at).filter((at) => at > diedAt)) - killedAt;
    const [mintsAgain, editsAgain] = [again(minted), again(edited)];
    const said = `mints ${Math.round(mintsAgain)} ms, edits ${Math.round(editsAgain)} ms, ready ${Math.round(ready)} ms after the kill`;
    test.info().annotations.push({ type: 'goes on', description: said });
    for (const ms of [mintsAgain, editsAgain, ready]) expect(ms).toBeLessThan(GOES_ON_WITHIN_MS);
    // Whoever was refused meanwhile was told that it was the database.
    expect([...codes].filter((code) => code !== '503 database_unavailable')).toEqual([]);
    instance.askToEnd();
    await instance.ended();

    const entries = await rowsAt<{ request_id: string; subject_id: string }>(
      servers.standbyUrl,
      `SELECT request_id, subject_id FROM audit_entry WHERE action = 'session.mint'`,
    );
    const byRequest = new Map(entries.map((entry) => [entry.request_id, entry.subject_id]));
    expect(minted.filter(({ id, account }) => byRequest.get(id) !== account)).toEqual([]);
    const changes = await rowsAt<{ id: string }>(
      servers.standbyUrl,
      `SELECT id FROM change WHERE status = 'applied'`,
    );
    const applied = new Set(changes.map(({ id }) => id));
    expect(edited.filter(({ id }) => !applied.has(id))).toEqual([]);

    // Each request that Stripe saw has a row of its own for that account.
    const asked = (await (
      await fetch(`${emulator.url}/_emulator/requests`)
    ).json()) as LoggedRequest[];
    const sessions = asked.filter(({ path }) => path === '/v1/account_sessions');
    expect(sessions.length).toBeGreaterThanOrEqual(minted.length);
    const rows = countBy(entries, ({ subject_id }) => subject_id);
    for (const [account, count] of countBy(sessions, ({ params }) => String(params.account))) {
      expect(count, account).toBeLessThanOrEqual(rows.get(account) ?? 0);
    }
    // The command finds the server to read as well, with the dead one still in the list.
    const verified = await npmRun('audit:verify', { DATABASE_URL: servers.url });
    expect(verified).toMatchObject({ code: 0 });
  } finally {
    await instance.kill();
    await emulator.close();
    await servers.remove();
  }
});
