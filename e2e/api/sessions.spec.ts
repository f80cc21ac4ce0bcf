import { type APIRequestContext, expect, test } from '@playwright/test';
import { ask, csrfOf, sentBack, signInAt } from '../support/cookie-client';
import { demo } from '../support/demo';
import { signedIn } from '../support/people';
import { ROUTES } from '../support/route-table';

const PASSWORD = 'a password for one day';
const ELSEWHERE = 'https://elsewhere.example';

let admin: APIRequestContext;
test.beforeAll(async () => {
  admin = await signedIn('admin');
});
test.afterAll(() => admin.dispose());

let made = 0;
async function newPerson(role = 'operator') {
  const email = `session-${Date.now()}-${++made}@switchyard.example`;
  const person = { email, name: 'Sela Ruud', role, password: PASSWORD };
  const answer = await admin.post('/api/users', { data: person });
  expect(answer.status()).toBe(201);
  return { ...person, id: (await answer.json()).id as string };
}

/** The cookies that somebody who just signed in has. */
async function cookieOf(user: { email: string; password: string }): Promise<string> {
  return sentBack((await signInAt(demo().url, user)).cookies);
}

/** What somebody with these headers sees of a page, whether they open it or Next's script asks for it. */
async function seen(path: string, headers: Record<string, string>): Promise<string> {
  const { text, headers: given } = await ask(`${demo().url}${path}`, { headers });
  const to = String(given.location ?? '');
  if (text.includes('Sela Ruud')) return 'shown';
  return /sign-in/.test(`${to} ${text}`) ? 'sign in' : 'neither';
}

/** How the cookie is met by all that reads it: an answer for each way in. */
async function met(cookie: string): Promise<Record<string, string | number>> {
  const { url } = demo();
  const headers = { cookie };
  const read = await ask(`${url}/api/accounts`, { headers });
  const template = { op: 'template.create', key: 'never-kept', name: 'Never kept' };
  const write = await ask(`${url}/api/changes`, {
    headers: { ...headers, origin: url },
    json: { reason: 'A try', dryRun: true, edits: [template] },
  });
  return {
    page: await seen('/accounts', headers),
    flight: await seen('/accounts?_rsc', { ...headers, rsc: '1' }),
    read: read.status,
    write: write.status,
  };
}

const IN = { page: 'shown', flight: 'shown', read: 200, write: 200 };
const OUT = { page: 'sign in', flight: 'sign in', read: 401, write: 401 };

test.describe('with the next request, all of a person’s sessions end', () => {
  const own = (path: string, method: string, json?: unknown) => async (cookie: string) => {
    const { url } = demo();
    const headers = { cookie, origin: url };
    const answer = await ask(`${url}${path}`, { method, headers, json });
    expect(answer.status).toBe(204);
  };
  const ENDS: [what: string, end: (cookie: string, id: string) => Promise<void>][] = [
    [
      'when they are disabled',
      async (_cookie, id) => {
        expect((await admin.delete(`/api/users/${id}`)).status()).toBe(204);
      },
    ],
    [
      'when they change their password',
      own('/api/users/me/password', 'POST', {
        current: PASSWORD,
        password: 'another password for one day',
      }),
    ],
    ['when they sign out everywhere', own('/api/users/me/sessions', 'DELETE')],
  ];
  for (const [what, end] of ENDS) {
    test(what, async () => {
      const person = await newPerson();
      const cookies = [await cookieOf(person), await cookieOf(person)];
      for (const cookie of cookies) expect(await met(cookie)).toEqual(IN);
      await end(cookies[0] ?? '', person.id);
      for (const cookie of cookies) expect(await met(cookie)).toEqual(OUT);
    });
  }
});

test('another role holds in open sessions with the next request', async () => {
  const person = await newPerson('operator');
  const cookie = await cookieOf(person);
  expect(await met(cookie)).toEqual(IN);
  const role = { data: { role: 'support' } };
  expect((await admin.post(`/api/users/${person.id}/role`, role)).status()).toBe(204);
  expect(await met(cookie)).toEqual({ ...IN, write: 403 });
});

test.describe('what another site has a browser do', () => {
  const foreign = (): Record<string, string>[] => [
    { origin: ELSEWHERE },
    { origin: 'null' },
    {},
    { origin: demo().url, 'sec-fetch-site': 'cross-site' },
    { origin: demo().url, 'sec-fetch-site': 'same-site' },
    { origin: demo().url.replace('localhost', 'shop.localhost') },
  ];
  const writes = ROUTES.filter(({ method, roles }) => method !== 'GET' && roles !== 'none');

  test('is refused by every route that a cookie opens', async () => {
    const { url, users } = demo();
    const cookie = await cookieOf(users.admin);
    expect(writes.length).toBeGreaterThan(30);
    for (const { route, method, path, body } of writes) {
      const account = 'acct_1Nobody';
      for (const headers of foreign()) {
        const answer = await ask(`${url}${path(account)}`, {
          method,
          headers: { cookie, ...headers },
          ...(body && { json: body(account) }),
        });
        expect(answer.status, `${method} ${route} ${JSON.stringify(headers)}`).toBe(403);
        expect(answer.text, route).toContain('another site');
      }
    }
  });

  test('is refused by next-auth’s own routes, with its token or without', async () => {
    const { url } = demo();
    const person = await newPerson();
    const session = await cookieOf(person);
    const { csrfToken, cookies } = await csrfOf(url);
    const cookie = `${session}; ${sentBack(cookies)}`;
    for (const headers of foreign()) {
      for (const path of ['signout', 'callback/credentials', 'signin/credentials', 'session']) {
        const answer = await ask(`${url}/api/auth/${path}`, {
          headers: { cookie, ...headers },
          form: { csrfToken, email: person.email, password: PASSWORD, json: 'true' },
        });
        expect(answer.status, path).toBe(403);
        expect(answer.cookies, path).toEqual([]);
      }
    }
    expect(await met(session)).toEqual(IN);
  });

  test('nobody is signed in or out without next-auth’s token', async () => {
    const { url } = demo();
    const person = await newPerson();
    const session = await cookieOf(person);
    const { cookies } = await csrfOf(url);
    for (const csrfToken of ['', 'x'.repeat(64)]) {
      for (const path of ['signout', 'callback/credentials']) {
        const answer = await ask(`${url}/api/auth/${path}`, {
          headers: { origin: url, cookie: `${session}; ${sentBack(cookies)}` },
          form: { csrfToken, email: person.email, password: PASSWORD, json: 'true' },
        });
        const sessions = answer.cookies.filter((set) => set.includes('session-token'));
        expect(sessions, path).toEqual([]);
      }
    }
    expect(await met(session)).toEqual(IN);
  });
});
