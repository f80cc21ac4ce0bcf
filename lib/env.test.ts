import { expect, test } from 'vitest';
import { publishableKey } from './env';

const keys = (publishable: string | undefined, secret = 'sk_test_1') =>
  publishableKey({ STRIPE_PUBLISHABLE_KEY: publishable, STRIPE_SECRET_KEY: secret });

test.each([
  ['pk_test_1', 'sk_test_1'],
  ['pk_live_1', 'sk_live_1'],
  ['pk_live_1', 'rk_live_1'],
])('%s goes with %s', (publishable, secret) => {
  expect(keys(publishable, secret)).toEqual({ key: publishable });
});

test.each([
  [undefined, 'sk_test_1', 'Set STRIPE_PUBLISHABLE_KEY'],
  ['pk_live_1', 'sk_test_1', 'is a live key and STRIPE_SECRET_KEY is a test key'],
  ['pk_test_1', 'rk_live_1', 'is a test key and STRIPE_SECRET_KEY is a live key'],
  ['pk_test_1', 'unheard_of', 'of no known mode'],
  ['pk_1', 'sk_test_1', 'not a publishable key'],
  ['https://example.com/pk_test_1', 'sk_test_1', 'not a publishable key'],
])('%s with %s is kept back', (publishable, secret, words) => {
  expect(keys(publishable, secret)).toEqual({ wanting: expect.stringContaining(words) });
});

test.each(['sk_test_kept', 'rk_live_kept'])(
  'a secret key in its place, %s, never comes out',
  (key) => {
    expect(JSON.stringify(keys(key, key))).not.toContain('kept');
  },
);
