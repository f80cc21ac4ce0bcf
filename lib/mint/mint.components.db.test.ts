import { describe, expect, test } from 'vitest';
import { as, dump, emulator, failure, later, query } from '@/e2e/support/verbs';
import { getPolicy } from '@/lib/data/policy';
import { mint } from './mint';
import {
  asForm,
  byMachine,
  CUSTOM,
  EXPRESS,
  expectRefused,
  lastMint,
  setUpMints,
} from './testing/mints';

setUpMints();

describe('the components that are asked for', () => {
  test('narrow what is sent, with each as the policy has it', async () => {
    const { send } = await getPolicy(as('support'), { account: EXPRESS });
    await mint(byMachine(), { account: EXPRESS, components: ['payments'] });
    const [request] = await emulator.sessionRequests();
    expect(request?.params.components).toEqual(asForm({ payments: send.payments }));
    expect(await lastMint(EXPRESS)).toMatchObject({
      after: { components: ['payments'], send: { payments: send.payments } },
    });
  });

  test('never widen it', async () => {
    await expectRefused(EXPRESS, 'component_not_allowed', ['payments', 'tax_settings']);
    await expectRefused(EXPRESS, 'component_not_allowed', ['issuing_card']);
  });

  test.each<[what: string, components: string[], pointer: string]>([
    ['unknown', ['payments', 'hologram'], '/components/1'],
    ['a feature', ['payments.refund_management'], '/components/0'],
    ['named twice', ['payments', 'payments'], '/components/1'],
    ['none', [], '/components'],
    ['of Object.prototype', ['constructor'], '/components/0'],
    ['with NUL', ['payments\u0000'], '/components/0'],
  ])('are refused where one is %s, whatever the account', async (_what, components, pointer) => {
    await query('UPDATE account SET disconnected_at = $2 WHERE id = $1', [CUSTOM, later(-1)]);
    for (const account of [EXPRESS, CUSTOM, 'acct_1Nobody']) {
      const before = await dump();
      const error = await failure(mint(byMachine(), { account, components }));
      expect(error).toMatchObject({ code: 'invalid_request', errors: [{ pointer }] });
      expect(await dump()).toEqual(before);
    }
    expect(await emulator.requests()).toEqual([]);
  });
});

test('an id that cannot be an account’s is refused without asking anybody', async () => {
  for (const account of [
    '',
    'acct_',
    '../v1/customers',
    'acct_1/../2',
    'acct_1?x=1',
    'acct_1\u0000',
  ]) {
    const before = await dump();
    expect(await failure(mint(byMachine(), { account }))).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/account' }],
    });
    expect(await dump()).toEqual(before);
  }
  expect(await emulator.requests()).toEqual([]);
});
