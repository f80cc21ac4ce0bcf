import { type APIRequestContext, expect, test } from '@playwright/test';
import { ask, csrfOf, sentBack, signInAt } from '../support/cookie-client';
import { demo } from '../support/demo';
import { type Instance, secondInstance } from '../support/instance';
import { signedIn } from '../support/people';

/** A cookie's name and its attributes, without its value and its dates. */
function attributesOf(cookie: string): [name: string, attributes: string[]] {
  const [pair = '', ...attributes] = cookie.split('; ');
  const kept = attributes.filter((attribute) => !/^(expires|max-age)=/i.test(attribute));
  return [pair.slice(0, pair.indexOf('=')), kept.map((each) => each.toLowerCase()).sort()];
}

test('cookies are out of reach of scripts and of other sites’ pages', async () => {
  const { url, users } = demo();
  const set = [...(await csrfOf(url)).cookies, ...(await signInAt(url, users.support)).cookies].map(
    attributesOf,
  );
  expect(new Set(set.map(([name]) => name))).toEqual(
    new Set([
      'next-auth.csrf-token',
      'next-auth.callback-url',
      'next-auth.session-token',
      'switchyard.known-browser',
    ]),
  );
  for (const [name, attributes] of set) {
    expect(attributes, name).toEqual(['httponly', 'path=/', 'samesite=lax']);
  }
});

async function newPerson(admin: APIRequestContext) {
  const email = `guessed-${Date.now()}@switchyard.example`;
  const person = { email, name: 'Sela Ruud', role: 'operator', password: 'a password for one day' };
  const answer = await admin.post('/api/users', { data: person });
  expect(answer.status()).toBe(201);
  return person;
}

test('who guesses at somebody’s password from the same address does not keep them out', async () => {
  const { url } = demo();
  const admin = await signedIn('admin');
  const person = await newPerson(admin);
  await admin.dispose();
  const headers = { 'x-forwarded-for': `2001:db8:0:${Date.now() % 9999}::1` };
  const first = await signInAt(url, person, { headers });
  const known = first.cookies.filter((cookie) => cookie.startsWith('switchyard.known-browser='));
  expect(known).toHaveLength(1);

  const signedInBy = ({ cookies }: { cookies: string[] }) =>
    cookies.some((cookie) => cookie.startsWith('next-auth.session-token='));
  for (let guess = 0; guess < 5; guess += 1) {
    // Another address of the same network each time.
    const from = { 'x-forwarded-for': headers['x-forwarded-for'].replace(/1$/, `${guess}:abc`) };
    const wrong = await signInAt(url, { ...person, password: 'wrong' }, { headers: from });
    expect(signedInBy(wrong)).toBe(false);
    expect(wrong.cookies.join()).not.toContain('known-browser');
  }
  expect(signedInBy(await signInAt(url, person, { headers }))).toBe(false);
  expect(signedInBy(await signInAt(url, person, { headers, more: known }))).toBe(true);
});

test.describe('behind TLS', () => {
  test.describe.configure({ mode: 'serial' });
  let instance: Instance;
  let origin: string;

  test.beforeAll(async () => {
    const more: Record<string, string> = {};
    instance = await secondInstance('tls', more);
    origin = instance.url.replace('http:', 'https:');
    more.NEXTAUTH_URL = origin;
    await instance.start();
  });
  test.afterAll(() => instance.kill());

  test('cookies are sent over TLS alone, and bound to this host', async () => {
    const answer = await signInAt(instance.url, demo().users.operator, { origin });
    const set = [...(await csrfOf(instance.url)).cookies, ...answer.cookies].map(attributesOf);
    expect(new Set(set.map(([name]) => name))).toEqual(
      new Set([
        '__Host-next-auth.csrf-token',
        '__Secure-next-auth.callback-url',
        '__Host-next-auth.session-token',
        '__Host-switchyard.known-browser',
      ]),
    );
    for (const [name, attributes] of set) {
      expect(attributes, name).toEqual(['httponly', 'path=/', 'samesite=lax', 'secure']);
    }

    const cookie = sentBack(answer.cookies);
    const read = await ask(`${instance.url}/api/accounts`, { headers: { cookie } });
    expect(read.status).toBe(200);
    const write = (from: string) =>
      ask(`${instance.url}/api/changes`, {
        headers: { cookie, origin: from },
        json: {
          reason: 'A try',
          dryRun: true,
          edits: [{ op: 'template.create', key: 'never-kept', name: 'Never kept' }],
        },
      });
    expect((await write(origin)).status).toBe(200);
    expect((await write(instance.url)).status).toBe(403);
  });

  test('every answer asks for TLS from now on', async () => {
    for (const [path, asked] of [
      ['/sign-in', {}],
      ['/no/such/page', {}],
      ['/icon.svg', {}],
      ['/api/health', {}],
      ['/api/accounts', {}],
      ['/api/auth/csrf', {}],
      ['/api/account-sessions', { headers: { authorization: 'Bearer x' }, json: {} }],
    ] as const) {
      const { headers } = await ask(`${instance.url}${path}`, asked);
      expect(headers['strict-transport-security'], path).toBe('max-age=63072000');
      const plain = await ask(`${demo().url}${path}`, asked);
      expect(plain.headers, path).not.toHaveProperty('strict-transport-security');
    }
    const page = await ask(`${instance.url}/sign-in`);
    expect(page.headers['content-security-policy']).toContain('upgrade-insecure-requests');
  });
});

test('what is no page is nothing that a browser could show, frame or run', async () => {
  const { url, apiToken } = demo();
  const headers = { authorization: `Bearer ${apiToken}` };
  for (const [path, asked] of [
    ['/api/accounts', { headers }],
    ['/api/accounts', {}],
    ['/api/accounts/acct_1NkDjjJyhOZfPCWt/policy', { headers }],
    ['/api/account-sessions', { headers, json: {} }],
    ['/api/audit?format=csv', { headers }],
    ['/api/no-such-route', {}],
    ['/api/health', {}],
    ['/api/openapi.json', {}],
    ['/api/auth/session', {}],
    ['/api/webhooks/stripe', { json: {} }],
    ['/v1/account_sessions', { headers, form: {} }],
    ['/v1/charges', { headers }],
  ] as const) {
    const answer = await ask(`${url}${path}`, asked);
    expect(answer.headers, path).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(answer.headers['cache-control'], path).toMatch(/no-store|no-cache/);
  }
});
