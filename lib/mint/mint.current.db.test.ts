import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  addPeople,
  as,
  change,
  emulator,
  failure,
  later,
  mintsSettled,
  newTemplate,
  query,
  rowsAddedBy,
} from '@/e2e/support/verbs';
import { feed } from '@/lib/data/cache/feed';
import { keptPolicy } from '@/lib/data/cache/policies';
import { mintLedger } from '@/lib/data/mint-ledger';
import { authenticateToken, createToken, revokeToken } from '@/lib/data/tokens';
import { mint } from './mint';
import { asForm, EXPRESS, lastMint, setUpMints } from './testing/mints';

setUpMints();
beforeAll(addPeople);

/** What the emulator was asked for last. */
async function lastSent() {
  const asked = await emulator.sessionRequests();
  return (asked.at(-1)?.params as { components?: object } | undefined)?.components;
}

describe('a policy that is altered between its look and the entry', () => {
  let key: string;
  beforeEach(async () => {
    key = await newTemplate({ payments: 'on', payouts: 'on' });
    await change([{ op: 'account.assign', account: EXPRESS, template: key }]);
    await mint(as('operator', later(1)), { account: EXPRESS });
    await mintsSettled();
  });

  /** Has something happen after the policy was looked at, and before the entry is committed. */
  function justBeforeTheEntry(happens: () => Promise<unknown>): void {
    const ledger = mintLedger();
    const enter = ledger.enter.bind(ledger);
    ledger.enter = async (entry) => {
      ledger.enter = enter;
      await happens();
      return enter(entry);
    };
  }

  test('is sent as it is then, and that is what the audit has', async () => {
    justBeforeTheEntry(() =>
      change([{ op: 'template.update', key, set: { payouts: 'off', balances: 'on' } }]),
    );
    const added = await rowsAddedBy(() => mint(as('operator', later(1)), { account: EXPRESS }));
    expect(added).toMatchObject({ audit_outcome: 1 });
    const send = { payments: { enabled: true }, balances: { enabled: true } };
    expect(await lastSent()).toEqual(asForm(send));
    expect(await lastMint(EXPRESS)).toMatchObject({
      after: { send, template: { key, revision: 2 } },
      result: 'succeeded',
    });
  });

  test('is refused where it permits nothing any more, and Stripe is not asked', async () => {
    await emulator.reset();
    justBeforeTheEntry(() =>
      change([{ op: 'template.update', key, set: { payments: 'off', payouts: 'off' } }]),
    );
    expect((await failure(mint(as('operator', later(1)), { account: EXPRESS }))).code).toBe(
      'no_component_enabled',
    );
    expect(await emulator.sessionRequests()).toEqual([]);
  });

  test('makes no session for a token that was revoked meanwhile', async () => {
    const { id, token } = await createToken(as('admin'), {
      name: 'Soon gone',
      scopes: ['sessions:create'],
      expiresAt: null,
    });
    const actor = await authenticateToken(token, later(1));
    await emulator.reset();
    justBeforeTheEntry(() => revokeToken(as('admin'), { id }));
    const context = { actor, requestId: randomUUID(), now: later(1) };
    expect((await failure(mint(context, { account: EXPRESS }))).code).toBe('unauthenticated');
    expect(await emulator.sessionRequests()).toEqual([]);
  });
});

describe('the ledger', () => {
  const entryOf = (seen: string, action = 'test.group') => ({
    seen,
    sent: { digest: 'ab'.repeat(32), json: '{}' },
    line: JSON.stringify({
      at: later(0),
      actor_kind: 'system',
      actor_id: 'system',
      actor_name: 'Switchyard',
      action,
      subject_kind: 'account',
      subject_id: EXPRESS,
      after: { sent: 'ab'.repeat(32) },
      request_id: 'r',
    }),
  });

  async function seenNow(): Promise<string> {
    await keptPolicy(EXPRESS);
    await feed().look();
    return feed().seen as string;
  }

  test('commits what waits together, each under its own id, in few transactions', async () => {
    const seen = await seenNow();
    const ids = await Promise.all(
      Array.from({ length: 60 }, (_, n) => mintLedger().enter(entryOf(seen, `test.group${n}`))),
    );
    const rows = await query<{ id: string; action: string; transaction: string }>(
      `SELECT id, action, xmin::text AS transaction FROM audit_entry
       WHERE action LIKE 'test.group%' ORDER BY id`,
    );
    expect(rows.map(({ action }) => action).sort()).toEqual(
      ids.map((_, n) => `test.group${n}`).sort(),
    );
    for (const [n, id] of ids.entries()) {
      expect(rows.find((row) => row.id === String(id))?.action).toBe(`test.group${n}`);
    }
    expect(new Set(rows.map(({ transaction }) => transaction)).size).toBeLessThan(10);
  });

  test('refuses one that the database refuses, and no other of its group', async () => {
    const seen = await seenNow();
    const entries = [
      entryOf(seen, 'test.good1'),
      entryOf(seen, 'test.bad'),
      entryOf(seen, 'test.good2'),
    ];
    const [, bad] = entries;
    if (bad) bad.line = bad.line.replace('"system"', '"nobody"');
    const done = await Promise.allSettled(entries.map((entry) => mintLedger().enter(entry)));
    expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('writes nothing by a snapshot after which something was committed', async () => {
    const seen = await seenNow();
    await change([{ op: 'account.tag', account: EXPRESS, add: ['later'] }]);
    const added = await rowsAddedBy(async () => {
      expect(await mintLedger().enter(entryOf(seen))).toBeNull();
    });
    expect(added).toEqual({});
  });
});
