import { describe, expect, test } from 'vitest';
import {
  previewOf,
  publishableKey,
  readEnv,
  serviceName,
  singleSignOn,
  tracingWanted,
  webhookSecrets,
} from './env';

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

const needed = {
  DATABASE_URL: 'postgres://127.0.0.1/switchyard',
  STRIPE_SECRET_KEY: 'sk_test_1',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  SECRETS_KEY: 'YSBrZXkgZm9yIHRlc3RzIHNlYWxzIG5vdGhpbmcgMTI=',
};

describe('the variables of single sign-on', () => {
  const sso = {
    OIDC_ISSUER: 'https://sign-in.example',
    OIDC_CLIENT_ID: 'switchyard',
    OIDC_CLIENT_SECRET: 'kept to itself',
  };

  test('are not needed', () => {
    const env = readEnv({ ...needed, OIDC_ISSUER: '' });
    expect(singleSignOn(env)).toBeNull();
    expect(env.PASSWORD_SIGN_IN).toBe(true);
  });

  test('make a provider, beside passwords or in their place', () => {
    const env = readEnv({
      ...{ ...needed, ...sso, PASSWORD_SIGN_IN: 'false' },
      ...{ OIDC_ROLES: 'admin=a', OIDC_DOMAINS: 'a.example' },
    });
    expect(env.PASSWORD_SIGN_IN).toBe(false);
    expect(singleSignOn(env)).toMatchObject({
      issuer: 'https://sign-in.example',
      claims: { roleClaim: 'roles', roles: { admin: ['a'] }, domains: ['a.example'] },
    });
  });

  test.each<[what: string, more: Record<string, string>, words: string]>([
    ['without a secret', { ...sso, OIDC_CLIENT_SECRET: '' }, 'OIDC_CLIENT_SECRET: single sign-on'],
    ['without an issuer', { ...sso, OIDC_ISSUER: '' }, 'OIDC_ISSUER: single sign-on needs it'],
    ['with nobody able to sign in', { PASSWORD_SIGN_IN: 'false' }, 'nobody could sign in'],
    ['with roles that are none', { ...sso, OIDC_ROLES: 'root=x' }, 'OIDC_ROLES: write it as'],
    ['with neither yes nor no', { PASSWORD_SIGN_IN: 'no' }, 'PASSWORD_SIGN_IN'],
  ])('are refused %s, without a value', (_what, more, words) => {
    expect(() => readEnv({ ...needed, ...more })).toThrow(words);
    expect(() => readEnv({ ...needed, ...more })).not.toThrow('kept to itself');
  });
});

test.each([
  [undefined, []],
  ['', []],
  ['whsec_a', ['whsec_a']],
  ['whsec_a, whsec_b ,', ['whsec_a', 'whsec_b']],
])('the webhook secrets in %s are %o', (given, secrets) => {
  expect(webhookSecrets({ STRIPE_WEBHOOK_SECRET: given })).toEqual(secrets);
});

test('requests in Stripe’s form are refused where they would be cut only where that is said', () => {
  const strict = (V1_STRICT: string) => readEnv({ ...needed, V1_STRICT }).V1_STRICT;
  expect(['', 'false', 'true'].map(strict)).toEqual([false, false, true]);
});

describe('preview components', () => {
  test('are offered only where that is said, with the apps that are named', () => {
    const apps = { STRIPE_PREVIEW_APPS: 'b.c, a.b,b.c' };
    expect(previewOf(readEnv(needed))).toBeNull();
    expect(previewOf(readEnv({ ...needed, ...apps }))).toBeNull();
    const env = readEnv({ ...needed, ...apps, STRIPE_PREVIEW_COMPONENTS: 'true' });
    expect(previewOf(env)).toEqual({ apps: ['a.b', 'b.c'] });
    expect(previewOf(env)).toBe(previewOf(env));
  });

  test.each(['a b', '../x', Array.from({ length: 21 }, (_, i) => `app${i}`).join()])(
    'are refused with the apps %s',
    (STRIPE_PREVIEW_APPS) =>
      expect(() => readEnv({ ...needed, STRIPE_PREVIEW_APPS })).toThrow('STRIPE_PREVIEW_APPS'),
  );
});

describe('tracing', () => {
  test.each([
    [{}, false],
    [{ OTEL_SERVICE_NAME: 'x' }, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, true],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces' }, true],
    [{ OTEL_TRACES_EXPORTER: 'console' }, true],
    [{ OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, false],
    [{ OTEL_SDK_DISABLED: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, false],
  ])('is asked for by %j: %s', (variables, wanted) => {
    expect(tracingWanted(variables as never)).toBe(wanted);
  });

  test('goes by the product’s name unless the environment says another', () => {
    expect(serviceName({} as never)).toBe('switchyard');
    expect(serviceName({ OTEL_SERVICE_NAME: 'x' } as never)).toBeUndefined();
    const named = { OTEL_RESOURCE_ATTRIBUTES: 'a=b,service.name=x' };
    expect(serviceName(named as never)).toBeUndefined();
  });
});
