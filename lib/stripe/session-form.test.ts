import fc from 'fast-check';
import Stripe from 'stripe';
import { expect, test } from 'vitest';
import type { Send } from '@/lib/domain/policy';
import { resolve } from '@/lib/domain/resolve';
import { anyWorld } from '@/lib/domain/testing/arbitraries';
import { sessionForm } from './session-form';

/** What the SDK writes for a request when it is left to itself. */
async function bySdk(account: string, components: Send): Promise<string> {
  let written = '';
  const httpClient = Stripe.createNodeHttpClient();
  httpClient.makeRequest = (_host, _port, _path, _method, _headers, body) => {
    written = body;
    return Promise.reject(new Error('not sent'));
  };
  const stripe = new Stripe('sk_test_form', { httpClient, maxNetworkRetries: 0 });
  const parameters = { account, components } as Stripe.AccountSessionCreateParams;
  await stripe.accountSessions.create(parameters).catch(() => undefined);
  return written;
}

test('is what Stripe’s SDK writes, for every policy', async () => {
  await fc.assert(
    fc.asyncProperty(anyWorld, async (input) => {
      const { send } = resolve(input);
      fc.pre(Object.keys(send).length > 0);
      expect(sessionForm(input.account, send)).toBe(await bySdk(input.account, send));
    }),
  );
});

test('is what Stripe’s SDK writes of odd characters, and of lists', async () => {
  const odd = "acct_1!'()*~ä[%]&=";
  const send = {
    payments: { enabled: true, features: { refund_management: false } },
    balances: { enabled: true, features: { allowed_apps: ['one', "t'w(o)"] } },
  } as unknown as Send;
  expect(sessionForm('acct_1', send)).toBe(await bySdk('acct_1', send));
  expect(decodeURIComponent(sessionForm(odd, send))).toBe(
    decodeURIComponent(await bySdk(odd, send)),
  );
});

test('two accounts that send the same each have their own', () => {
  const send: Send = { payments: { enabled: true } };
  expect(sessionForm('acct_1', send)).toBe('account=acct_1&components[payments][enabled]=true');
  expect(sessionForm('acct_2', send)).toBe('account=acct_2&components[payments][enabled]=true');
});
