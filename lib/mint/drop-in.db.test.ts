import { expect, test } from 'vitest';
import {
  as,
  change,
  dump,
  emulator,
  failure,
  later,
  MINUTE,
  newTemplate,
  query,
  rowsAddedBy,
  withScopes,
} from '@/e2e/support/verbs';
import type { Asked } from '@/lib/domain/asked';
import { mintDropIn } from './drop-in';
import { asForm, byMachine, CUSTOM, EXPRESS, lastMint, setUpMints } from './testing/mints';

setUpMints();

const on = { enabled: true, features: {} };
const ASKED: Asked = {
  payments: { enabled: true, features: { refund_management: true, capture_payments: true } },
  tax_settings: on,
};

const ask = (more: Partial<Parameters<typeof mintDropIn>[1]> = {}, context = byMachine()) =>
  mintDropIn(context, { account: EXPRESS, components: ASKED, strict: false, key: null, ...more });

test('what the policy has off is cut, told, and kept in the audit with what was asked', async () => {
  const { session, cut } = await ask();
  expect(cut).toEqual(['payments.refund_management', 'tax_settings']);
  const send = {
    payments: { enabled: true, features: { capture_payments: true, refund_management: false } },
  };
  const [request] = await emulator.sessionRequests();
  expect(request?.params.components).toEqual(asForm(send));
  const entry = await lastMint(EXPRESS);
  expect(entry).toMatchObject({
    after: { asked: ASKED, cut, send, components: null },
    result: 'succeeded',
    detail: { drift: [] },
  });
  expect(JSON.stringify(entry)).not.toContain(session.client_secret);
});

test('a strict request is refused instead, and the audit says which cells it is about', async () => {
  const error = await failure(ask({ strict: true }));
  const cells = ['payments.refund_management', 'tax_settings'];
  expect(error).toMatchObject({ code: 'component_not_allowed', members: { cells } });
  expect(error.message).toContain(cells.join(', '));
  expect(await lastMint(EXPRESS)).toMatchObject({
    after: { asked: ASKED, cut: cells },
    result: 'refused',
    code: 'component_not_allowed',
  });
  expect(await emulator.sessionRequests()).toEqual([]);
});

test('a strict request for what is permitted is minted', async () => {
  const components: Asked = { payments: { enabled: true, features: { refund_management: false } } };
  expect((await ask({ strict: true, components })).cut).toEqual([]);
});

test('a request for nothing that is permitted is refused and audited', async () => {
  const error = await failure(ask({ components: { tax_settings: on } }));
  expect(error).toMatchObject({ code: 'no_component_enabled' });
  expect(await lastMint(EXPRESS)).toMatchObject({
    result: 'refused',
    code: 'no_component_enabled',
  });
  expect(await emulator.sessionRequests()).toEqual([]);
});

test('what Stripe would refuse is refused without asking it, and without an entry', async () => {
  const features = { disable_stripe_user_authentication: true };
  const added = await rowsAddedBy(async () => {
    const components: Asked = { payouts: { enabled: true, features } };
    expect(await failure(ask({ components }))).toMatchObject({ code: 'invalid_request' });
  });
  expect(added).toEqual({});
  expect(await emulator.sessionRequests()).toEqual([]);
});

test('where the policy asks for the sign-in, a request does not skip it', async () => {
  const feature = 'payouts.disable_stripe_user_authentication';
  const features = { disable_stripe_user_authentication: true };
  const components: Asked = { payouts: { enabled: true, features } };
  expect((await ask({ account: CUSTOM, components })).cut).toEqual([feature]);
  const template = await newTemplate({ payouts: 'on', [feature]: 'on' });
  await change([{ op: 'account.assign', account: CUSTOM, template }]);
  const { session, cut } = await ask({ account: CUSTOM, components });
  expect(cut).toEqual([]);
  expect(session.components.payouts.features.disable_stripe_user_authentication).toBe(true);
});

test('the same key is minted anew each time: nothing issued before is handed out', async () => {
  const secrets = new Set<string>();
  for (let turn = 0; turn < 3; turn += 1) {
    secrets.add((await ask({ key: 'again' })).session.client_secret);
  }
  expect(secrets.size).toBe(3);
  const sent = (await emulator.sessionRequests()).map(({ idempotencyKey }) => idempotencyKey);
  expect(new Set(sent).size).toBe(3);
  expect(sent).not.toContain('again');
  const database = JSON.stringify(await dump());
  for (const secret of secrets) expect(database).not.toContain(secret.slice(-20));
});

test('other parameters under the same key are refused, and Stripe is not asked', async () => {
  await ask({ key: 'mended' });
  const before = await emulator.sessionRequests();
  for (const other of [{ account: CUSTOM }, { components: { payments: on } }] as const) {
    expect(await failure(ask({ key: 'mended', ...other }))).toMatchObject({
      members: { stripe: { type: 'idempotency_error' } },
    });
  }
  expect(await emulator.sessionRequests()).toEqual(before);
});

test('while the first is at work, a second with its key waits its turn', async () => {
  await emulator.fault({ kind: 'latency', latencyMs: 400 });
  const outcomes = await Promise.allSettled([ask({ key: 'twice' }), ask({ key: 'twice' })]);
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(refused).toMatchObject([{ code: 'conflict', retryAfter: 1 }]);
  expect(await emulator.sessionRequests()).toHaveLength(1);
  await ask({ key: 'twice' });
});

test('a key is free again after a failure', async () => {
  await emulator.fault({ kind: 'status', status: 400 });
  expect(await failure(ask({ key: 'failed' }))).toMatchObject({ code: 'stripe_rejected' });
  const held = await query('SELECT 1 FROM idempotency_key WHERE lease IS NOT NULL');
  expect(held).toEqual([]);
  await emulator.reset();
  await ask({ key: 'failed' });
});

test('the same policy holds for a person, and support may not', async () => {
  expect((await ask({}, as('operator', later(MINUTE)))).cut).toHaveLength(2);
  expect(await failure(ask({}, as('support')))).toMatchObject({ code: 'forbidden' });
  expect(await failure(ask({}, withScopes(['policy:write'])))).toMatchObject({ code: 'forbidden' });
});
