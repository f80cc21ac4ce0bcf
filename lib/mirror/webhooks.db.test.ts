import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  as,
  change,
  emulator,
  failure,
  importAccount,
  MINUTE,
  query,
  rowsAddedBy,
} from '@/e2e/support/verbs';
import { pruneEvents } from '@/lib/data/mirror/events';
import { getPolicy } from '@/lib/data/policy';
import { env } from '@/lib/env';
import { mint } from '@/lib/mint/mint';
import {
  auditOf,
  clock,
  fetches,
  isDisconnected,
  OTHER_SECRET,
  refreshAll,
  SECRET,
  tick,
  webhookServer,
} from './testing/mirror';
import { takeWebhook } from './webhooks';

const ACCOUNT = 'acct_1MkBDldejttpY2L0';
let server: Awaited<ReturnType<typeof webhookServer>>;

beforeAll(async () => {
  server = await webhookServer();
});
afterAll(() => server.close());

// The emulator signs by the real clock, so here the tests' clock is the real one.
beforeEach(async () => {
  clock.now = Date.now();
  await emulator.reset();
  await query('DELETE FROM account_refresh');
  await importAccount(ACCOUNT);
  await query(
    `UPDATE account SET synced_at = $2, disconnected_at = NULL, disconnection_seen_at = NULL,
       connection_event_at = NULL WHERE id = $1`,
    [ACCOUNT, new Date(clock.now - 10 * MINUTE)],
  );
  await emulator.webhook(server.url, SECRET);
});

let events = 0;
const bodyOf = (more: object = {}) =>
  JSON.stringify({
    ...{ id: `evt_${++events}`, object: 'event', type: 'account.updated', account: ACCOUNT },
    ...{ created: Math.floor(clock.now / 1000), livemode: false, data: { object: {} }, ...more },
  });

const sign = (payload: string, secret: string, at = clock.now) =>
  Stripe.webhooks.generateTestHeaderString({
    payload,
    secret,
    timestamp: Math.floor(at / 1000),
  });

const call = (body: string, signature: string | null) =>
  takeWebhook({ raw: Buffer.from(body), signature, requestId: 'test-webhook', now: tick() });

describe('a signature', () => {
  test('of any of the secrets is good, and the body counts byte for byte', async () => {
    for (const secret of [SECRET, OTHER_SECRET]) {
      const body = `${bodyOf({ note: 'Söhne 🚲' })}  \n`;
      expect(await call(body, sign(body, secret))).toBe('taken');
    }
  });

  test.each<[what: string, signature: (body: string) => string | null]>([
    ['is missing', () => null],
    ['is empty', () => ''],
    ['is of another secret', (body) => sign(body, 'whsec_other')],
    ['is of another body', (body) => sign(`${body} `, SECRET)],
    ['is six minutes old', (body) => sign(body, SECRET, clock.now - 6 * MINUTE)],
  ])('that %s is refused, and nothing is kept', async (_what, signature) => {
    const body = bodyOf();
    const added = await rowsAddedBy(async () => {
      expect((await failure(call(body, signature(body)))).code).toBe('invalid_request');
    });
    expect(added).toEqual({});
  });

  test('of four minutes ago is still good', async () => {
    const body = bodyOf();
    expect(await call(body, sign(body, SECRET, clock.now - 4 * MINUTE))).toBe('taken');
  });

  test('is good over something that is no event: that is told, and is no crash', async () => {
    for (const body of ['{}', '{"id": 1, "type": "account.updated"}']) {
      expect((await failure(call(body, sign(body, SECRET)))).code).toBe('invalid_request');
    }
  });

  test('cannot be checked without a secret, which says what to set', async () => {
    const { STRIPE_WEBHOOK_SECRET } = env();
    env().STRIPE_WEBHOOK_SECRET = undefined;
    const error = await failure(call(bodyOf(), 'x'));
    env().STRIPE_WEBHOOK_SECRET = STRIPE_WEBHOOK_SECRET;
    expect(error.code).toBe('not_found');
    expect(error.message).toContain('STRIPE_WEBHOOK_SECRET');
  });
});

describe('an event', () => {
  const send = (more: object) => {
    const body = bodyOf(more);
    return call(body, sign(body, SECRET));
  };

  test.each<[what: string, more: object, outcome: string]>([
    ['of the other mode', { livemode: true }, 'other_mode'],
    ['of an account that the mirror does not know', { account: 'acct_1Nobody' }, 'unknown_account'],
    ['of the platform itself', { account: undefined }, 'unknown_account'],
    ['of a type that is not listened to', { type: 'charge.succeeded' }, 'other_type'],
    ['of a type that objects have by nature', { type: 'toString' }, 'other_type'],
  ])('%s is ignored', async (_what, more, outcome) => {
    const added = await rowsAddedBy(async () => expect(await send(more)).toBe(outcome));
    expect(added).toEqual({});
  });

  test.each([
    'account.updated',
    'capability.updated',
    'account.external_account.created',
    'account.external_account.updated',
    'account.external_account.deleted',
    'account.application.authorized',
    'account.application.deauthorized',
  ])('%s has the account fetched, once however often it comes', async (type) => {
    const before = await fetches(ACCOUNT);
    await emulator.emit({ type, account: ACCOUNT, id: `evt_twice_${type}`, times: 5 });
    const found = `SELECT outcome FROM stripe_event WHERE type = $1 AND id LIKE 'evt_twice%'`;
    expect(await query(found, [type])).toEqual([{ outcome: null }]);
    await refreshAll();
    expect(await query(found, [type])).toEqual([{ outcome: 'refreshed' }]);
    expect(await fetches(ACCOUNT)).toBe(before + 1);
    await emulator.emit({ type, account: ACCOUNT, id: `evt_twice_${type}` });
    await refreshAll();
    expect(await fetches(ACCOUNT)).toBe(before + 1);
  });

  test('is forgotten after 30 days', async () => {
    await send({ id: 'evt_old' });
    const days = (n: number) => as('admin', new Date(clock.now + n * 24 * 60 * MINUTE));
    await pruneEvents(days(29), undefined);
    expect(await query(`SELECT 1 FROM stripe_event WHERE id = 'evt_old'`)).toHaveLength(1);
    await pruneEvents(days(31), undefined);
    expect(await query(`SELECT 1 FROM stripe_event WHERE id = 'evt_old'`)).toEqual([]);
  });
});

test('a burst of fifty events of one account leads to few fetches', async () => {
  const burst = async () => {
    for (let n = 0; n < 25; n += 1)
      await emulator.emit({ type: 'account.updated', account: ACCOUNT });
  };
  await Promise.all([burst(), burst(), refreshAll(), refreshAll()]);
  await refreshAll();
  clock.now += 2 * MINUTE;
  await refreshAll();
  expect(await fetches(ACCOUNT)).toBeGreaterThanOrEqual(1);
  expect(await fetches(ACCOUNT)).toBeLessThanOrEqual(5);
  expect(await query('SELECT 1 FROM stripe_event WHERE handled_at IS NULL')).toEqual([]);
  expect(await query('SELECT 1 FROM account_refresh')).toEqual([]);
});

test('while Stripe is away the account waits, and is fetched once it is back', async () => {
  await emulator.fault({ kind: 'status', status: 500, path: `/v1/accounts/${ACCOUNT}` });
  await emulator.patchAccount(ACCOUNT, { business_profile: { name: 'Renamed' } });
  await refreshAll();
  const [row] = await query<{ tries: number }>('SELECT tries FROM account_refresh');
  expect(row).toEqual({ tries: 1 });
  const path = `${env().STRIPE_API_BASE}/_emulator/faults`;
  await fetch(path, { method: 'DELETE' });
  clock.now += MINUTE;
  await refreshAll();
  expect(await query('SELECT name FROM account WHERE id = $1', [ACCOUNT])).toEqual([
    { name: 'Renamed' },
  ]);
  expect(await query('SELECT 1 FROM account_refresh')).toEqual([]);
});

describe('the connection', () => {
  const seconds = (ms: number) => Math.floor((clock.now + ms) / 1000);
  const event = (what: 'authorized' | 'deauthorized', created: number) =>
    emulator.emit({ type: `account.application.${what}`, account: ACCOUNT, created });

  test('ends before Stripe has its 2xx, and mints with it', async () => {
    await change([{ op: 'account.override', account: ACCOUNT, set: { payments: 'on' } }]);
    await emulator.revokeAccount(ACCOUNT);
    expect(await isDisconnected(ACCOUNT)).toBe(true);
    const asked = (await emulator.sessionRequests()).length;
    expect((await failure(mint(as('operator', tick()), { account: ACCOUNT }))).code).toBe(
      'account_disconnected',
    );
    expect((await emulator.sessionRequests()).length).toBe(asked);
    await refreshAll();
    expect(await isDisconnected(ACCOUNT)).toBe(true);

    clock.now += MINUTE;
    await emulator.restoreAccount(ACCOUNT);
    await refreshAll();
    expect(await isDisconnected(ACCOUNT)).toBe(false);
    await mint(as('operator', tick()), { account: ACCOUNT });
    const actions = (await auditOf(ACCOUNT)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['account.disconnect', 'account.connect']));
  });

  test('follows Stripe whichever of two events comes first', async () => {
    for (const order of ['in order', 'reversed'] as const) {
      const out = () => event('deauthorized', seconds(-5_000));
      const back = () => event('authorized', seconds(-2_000));
      if (order === 'in order') await out();
      await back();
      if (order === 'reversed') {
        await out();
        expect(await isDisconnected(ACCOUNT), order).toBe(false);
      }
      await refreshAll();
      expect(await isDisconnected(ACCOUNT), order).toBe(false);
    }
  });

  test('stays ended where the older word that it holds comes last', async () => {
    await emulator.revokeAccount(ACCOUNT);
    await event('authorized', seconds(-60_000));
    await refreshAll();
    expect(await isDisconnected(ACCOUNT)).toBe(true);
  });

  test('is not ended by a word from before Stripe last answered for the account', async () => {
    await refreshAll();
    await query('UPDATE account SET synced_at = $2 WHERE id = $1', [ACCOUNT, new Date(clock.now)]);
    await event('deauthorized', seconds(-2 * MINUTE));
    expect(await isDisconnected(ACCOUNT)).toBe(false);
  });

  test('is looked at again where Stripe refuses a mint', async () => {
    await change([{ op: 'account.override', account: ACCOUNT, set: { payments: 'on' } }]);
    await fetch(`${env().STRIPE_API_BASE}/_emulator/webhooks`, { method: 'DELETE' });
    await emulator.revokeAccount(ACCOUNT);
    expect(await isDisconnected(ACCOUNT)).toBe(false);
    await failure(mint(as('operator', tick()), { account: ACCOUNT }));
    clock.now += MINUTE;
    await refreshAll();
    expect(await isDisconnected(ACCOUNT)).toBe(true);
  });
});

describe('what an account.updated changes', () => {
  test('shows in policy at once it is fetched, and in the audit with the cells it turned', async () => {
    const set = { issuing_cards_list: 'on', 'issuing_cards_list.card_management': 'on' };
    await change([{ op: 'account.override', account: ACCOUNT, set }]);
    const enabled = async () =>
      (await getPolicy(as('support', tick()), { account: ACCOUNT })).components.issuing_cards_list
        .enabled.value;
    expect(await enabled()).toBe(true);
    await emulator.patchAccount(ACCOUNT, { capabilities: { card_issuing: 'inactive' } });
    await refreshAll();
    expect(await enabled()).toBe(false);
    expect((await auditOf(ACCOUNT)).at(-1)).toMatchObject({
      action: 'account.sync',
      actor_kind: 'system',
      before: { capabilities: { card_issuing: 'active' } },
      after: {
        capabilities: { card_issuing: 'inactive' },
        cells: expect.arrayContaining([
          { cell: 'issuing_cards_list', before: true, after: false },
          { cell: 'issuing_cards_list.card_management', before: true, after: false },
        ]),
      },
    });
  });

  test('is nothing where nothing that counts differs: then the audit is silent', async () => {
    const before = await auditOf(ACCOUNT);
    await emulator.patchAccount(ACCOUNT, { metadata: { order: '66' } });
    await refreshAll();
    expect(await auditOf(ACCOUNT)).toEqual(before);
  });
});

vi.setConfig({ testTimeout: 60_000 });
