import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  as,
  change,
  dump,
  emulator,
  failure,
  importAccount,
  later,
  MINUTE,
  mintsSettled,
  NOW,
  newAccount,
  newTemplate,
  query,
  withScopes,
} from '@/e2e/support/verbs';
import { listAccounts } from '@/lib/data/accounts';
import { driftingCells, driftOfAccount, keepDrift, listDrift } from '@/lib/data/drift';
import { expose } from '@/lib/metrics/expose';
import { mint } from './mint';

const EXPRESS = 'acct_1NkDjjJyhOZfPCWt';
const OTHER = 'acct_1MfonKyJt3dqBYDV';

beforeAll(async () => {
  const template = await newTemplate({ payments: 'on', payouts: 'on' });
  await change([{ op: 'rules.replace', rules: [], default: template }]);
});
beforeEach(async () => {
  await emulator.reset();
  await query('DELETE FROM drift');
  await query('UPDATE account SET drifting = false');
  await importAccount(EXPRESS);
  await importAccount(OTHER);
});

const reader = as('support');
const mintAt = (minutes: number, account = EXPRESS) =>
  mint(withScopes(['sessions:create'], later(minutes * MINUTE)), { account });
const kept = (account = EXPRESS) => driftOfAccount(reader, { account });
const minuteOf = (at: string | null) =>
  at === null ? null : Math.floor((Date.parse(at) - NOW.getTime()) / MINUTE);
const figures = async () => {
  const { text } = await expose({
    queues: null,
    databaseUp: true,
    connections: { inUse: 0, idle: 0, waiting: 0 },
  });
  return (name: string) => Number(text.split(`\n${name} `)[1]?.split('\n')[0] ?? 0);
};

const REFUNDS_OFF = { payments: { features: { refund_management: false } } };

describe('what Stripe answers otherwise', () => {
  test('is kept by cell, counted, and ends with a session that is as predicted', async () => {
    await emulator.answer(REFUNDS_OFF);
    for (const minute of [1, 2, 3]) await mintAt(minute);
    const [row, ...more] = await kept();
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      account: { id: EXPRESS },
      cell: 'payments.refund_management',
      predicted: true,
      answered: false,
      count: 3,
      endedAt: null,
    });
    expect([minuteOf(row?.firstSeen ?? null), minuteOf(row?.lastSeen ?? null)]).toEqual([1, 3]);
    expect((await listAccounts(reader, { drifting: true })).data.map(({ id }) => id)).toEqual([
      EXPRESS,
    ]);
    expect(await driftingCells(reader, { limit: 5 })).toEqual([
      { cell: 'payments.refund_management', accounts: 1 },
    ]);

    await emulator.reset();
    await mintAt(4);
    const [past] = await kept();
    expect([past?.count, minuteOf(past?.endedAt ?? null)]).toEqual([3, 4]);
    expect((await listDrift(reader, {})).data).toEqual([]);
    expect((await listDrift(reader, { past: true })).data).toHaveLength(1);
    expect((await listAccounts(reader, { drifting: true })).data).toEqual([]);

    await emulator.answer(REFUNDS_OFF);
    await mintAt(5);
    expect(await kept()).toMatchObject([{ count: 4, endedAt: null }]);
  });

  test('begins anew where it becomes another difference', async () => {
    await emulator.answer(REFUNDS_OFF);
    await mintAt(1);
    await mintAt(2);
    await emulator.reset();
    await emulator.answer({ payments: { features: { refund_management: null } } });
    await mintAt(3);
    const [row] = await kept();
    expect(row).toMatchObject({ predicted: true, answered: null, count: 1 });
    expect(minuteOf(row?.firstSeen ?? null)).toBe(3);
  });

  test('may be a component or a feature that nobody knows, or no answer at all', async () => {
    await emulator.answer({
      holograms: { enabled: true, features: { beam_up: true, tone: 'warm' } },
      'odd\u0000 name': { enabled: true },
      payments: { enabled: 'yes', features: { teleport: false, refund_management: 7 } },
      payouts: 'soon',
      balances: { enabled: false, features: ['none'] },
    });
    const session = await mintAt(1);
    expect(session.client_secret).toMatch(/^accs_secret__/);
    const rows = new Map((await kept()).map((row) => [row.cell, row]));
    expect(rows.get('holograms')).toMatchObject({ predicted: null, answered: true });
    expect(rows.get('holograms.beam_up')).toMatchObject({ predicted: null, answered: true });
    expect(rows.has('holograms.tone')).toBe(false);
    expect(rows.get('odd__name')).toMatchObject({ predicted: null, answered: true });
    expect(rows.get('payments')).toMatchObject({ predicted: true, answered: null });
    expect(rows.get('payments.teleport')).toMatchObject({ predicted: null, answered: false });
    expect(rows.get('payments.refund_management')).toMatchObject({ answered: null });
    expect(rows.get('payouts')).toMatchObject({ predicted: true, answered: null });
    const secrets = await emulator.secrets();
    const everything = JSON.stringify(await dump());
    expect(secrets.some((secret) => everything.includes(secret))).toBe(false);
  });

  test('is counted by cell, without names that Stripe brought along', async () => {
    const earlier = await figures();
    await emulator.answer({ ...REFUNDS_OFF, holograms: { enabled: true, features: {} } });
    await mintAt(1);
    const now = await figures();
    for (const cell of ['payments.refund_management', 'unknown']) {
      const name = `switchyard_drift_total{cell="${cell}"}`;
      expect(now(name) - earlier(name), cell).toBe(1);
    }
    const minted = 'switchyard_mints_total{outcome="succeeded",code=""}';
    expect(now(minted) - earlier(minted)).toBe(1);
  });

  test('does not fail the mint where it cannot be kept', async () => {
    await emulator.answer(REFUNDS_OFF);
    const earlier = await figures();
    await query('ALTER TABLE drift RENAME TO drift_away');
    try {
      expect((await mintAt(1)).object).toBe('account_session');
    } finally {
      await query('ALTER TABLE drift_away RENAME TO drift');
    }
    const now = await figures();
    expect(now('switchyard_drift_unkept_total') - earlier('switchyard_drift_unkept_total')).toBe(1);
    await mintsSettled();
    const [open] = await query<{ open: number }>(
      `SELECT count(*)::int AS open FROM audit_entry LEFT JOIN audit_outcome ON entry_id = id
       WHERE action = 'session.mint' AND entry_id IS NULL`,
    );
    expect(open?.open).toBe(0);
  });

  test('costs a session that is as predicted no statement', async () => {
    await mintAt(1);
    const { db } = await import('@/lib/db');
    const raw = vi.spyOn(db(), '$executeRaw');
    try {
      await mintAt(2);
      expect(raw).not.toHaveBeenCalled();
    } finally {
      raw.mockRestore();
    }
  });

  test('is kept whole when sessions of one account are made at once', async () => {
    await emulator.answer(REFUNDS_OFF);
    await Promise.all(Array.from({ length: 12 }, (_, index) => mintAt(index + 1)));
    expect(await kept()).toMatchObject([{ count: 12, endedAt: null }]);
  });

  test('stays where a session that was as predicted had begun to end before it was seen', async () => {
    const drift = [{ cell: 'payments', predicted: true, answered: false }];
    await keepDrift(EXPRESS, drift, later(5 * MINUTE));
    await keepDrift(EXPRESS, [], later(4 * MINUTE));
    expect(await kept()).toMatchObject([{ cell: 'payments', endedAt: null }]);
    expect((await listAccounts(reader, { drifting: true })).data).toHaveLength(1);
  });
});

describe('the list', () => {
  test('has the latest first, in pages, by account and by cell', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const id = await newAccount();
      ids.unshift(id);
      const cells = ['payments', 'payouts.standard_payouts'];
      const drift = cells.map((cell) => ({ cell, predicted: true, answered: false }));
      await keepDrift(id, drift, later(n * MINUTE));
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listDrift(reader, { limit: 3, cursor });
      expect(page.data.length).toBeLessThanOrEqual(3);
      seen.push(...page.data.map(({ account, cell }) => `${account.id} ${cell}`));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(ids.flatMap((id) => [`${id} payments`, `${id} payouts.standard_payouts`]));
    const ofOne = await listDrift(reader, { account: ids[2] });
    expect(ofOne.data.map(({ account }) => account.id)).toEqual([ids[2], ids[2]]);
    expect((await listDrift(reader, { cell: 'payments' })).data).toHaveLength(5);
  });

  test.each(['x', Buffer.from('["now","a","b"]').toString('base64url')])(
    'refuses the cursor %s',
    async (cursor) => {
      expect(await failure(listDrift(reader, { cursor }))).toMatchObject({
        code: 'invalid_request',
      });
    },
  );
});
