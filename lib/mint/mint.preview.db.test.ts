import { expect, test } from 'vitest';
import { as, emulator, failure, query, withScopes } from '@/e2e/support/verbs';
import { mint } from './mint';
import { asForm, EXPRESS, lastEntry as lastEntryOf, setUpMints } from './testing/mints';

setUpMints();

const preview = { reason: 'They say that the refund button is gone' };

async function lastEntry(): Promise<{ after: { send?: object } }> {
  const row = await lastEntryOf(EXPRESS);
  if (!row) throw new Error('The audit has nothing of this account.');
  return row as { after: { send?: object } };
}

test('a live preview is an ordinary session whose audit names person, purpose and reason', async () => {
  const session = await mint(as('operator'), { account: EXPRESS, preview });
  const entry = await lastEntry();
  expect(entry).toMatchObject({
    actor_kind: 'user',
    actor_name: 'Test operator',
    reason: preview.reason,
    after: { purpose: 'live_preview', components: null },
    result: 'succeeded',
  });
  const [request] = await emulator.sessionRequests();
  expect(asForm(entry.after.send)).toEqual(request?.params.components);
  expect(JSON.stringify(entry)).not.toContain(session.client_secret);
});

test('each mints anew, with an entry of its own', async () => {
  const secrets = new Set<string>();
  const before = await query('SELECT id FROM audit_entry');
  for (let turn = 0; turn < 3; turn += 1) {
    secrets.add((await mint(as('admin'), { account: EXPRESS, preview })).client_secret);
  }
  expect(secrets.size).toBe(3);
  expect(await query('SELECT id FROM audit_entry')).toHaveLength(before.length + 3);
});

test('one without a purpose is for the merchant, and says nothing of reasons', async () => {
  await mint(withScopes(['sessions:create']), { account: EXPRESS });
  expect(await lastEntry()).toMatchObject({ reason: null });
  expect((await lastEntry()).after).not.toHaveProperty('purpose');
});

test('a machine cannot look at a dashboard: it is refused, and that is recorded', async () => {
  const context = withScopes(['sessions:create']);
  expect(await failure(mint(context, { account: EXPRESS, preview }))).toMatchObject({
    code: 'forbidden',
  });
  expect(await lastEntry()).toMatchObject({
    actor_kind: 'token',
    after: { purpose: 'live_preview' },
    reason: preview.reason,
    result: 'refused',
    code: 'forbidden',
  });
  expect(await emulator.sessionRequests()).toEqual([]);
});

test('support may not, and Stripe is not asked', async () => {
  expect(await failure(mint(as('support'), { account: EXPRESS, preview }))).toMatchObject({
    code: 'forbidden',
  });
  expect(await emulator.sessionRequests()).toEqual([]);
});
