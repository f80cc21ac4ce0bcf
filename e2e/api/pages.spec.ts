import path from 'node:path';
import { type APIRequestContext, expect, test } from '@playwright/test';
import { expectDenialsOf } from '../support/access/denials';
import { PAGE_ACCESS, type PageCase, type Shown } from '../support/access/pages';
import { newPerson, removePrincipals, sending } from '../support/access/principals';
import { demo } from '../support/demo';
import { ACCOUNT } from '../support/pages';
import { machine, signedIn } from '../support/people';
import { ROLES } from '../support/route-table';

let shown: Shown;
/** What stands on pages, and must not on those of somebody who may not see it. */
let known: string[];
const tells = (body: string) => known.filter((text) => body.includes(text));

test.beforeAll(async () => {
  const api = await machine(demo().apiToken);
  const account = path.basename(ACCOUNT);
  const { name } = await (await api.get(`/api/accounts/${account}`)).json();
  const changes = await (await api.get('/api/changes?limit=1')).json();
  shown = { account, change: changes.data[0].id };
  known = [name, demo().users.admin.email, 'access.denied'];
  await api.dispose();
});

test.afterAll(removePrincipals);

type Seen = 'page' | 'sign-in' | 'not for your role';

const REFRESH = /http-equiv="refresh" content="\d+;url=\/sign-in(\?|")/;
const FORBIDDEN = /forbidden [0-9a-f]{8}-[0-9a-f-]{27}/;

/** What somebody gets to see under an address. */
async function look(client: APIRequestContext, at: string, headers = {}): Promise<[Seen, string]> {
  const answer = await client.get(at, { headers, maxRedirects: 0 });
  const body = await answer.text();
  const to = answer.headers().location ?? '';
  if ([303, 307, 308].includes(answer.status())) {
    expect(new URL(to, demo().url).pathname, at).toBe('/sign-in');
    return ['sign-in', body];
  }
  expect(answer.status(), at).toBe(200);
  if (REFRESH.test(body) || body.includes('NEXT_REDIRECT;replace;/sign-in')) {
    return ['sign-in', body];
  }
  return [FORBIDDEN.test(body) ? 'not for your role' : 'page', body];
}

const CLOSED = PAGE_ACCESS.filter(({ roles }) => roles !== 'open');

async function seenBy(client: APIRequestContext): Promise<Record<string, Seen>> {
  const seen: Record<string, Seen> = {};
  for (const { page, path: at } of CLOSED) {
    const [what, body] = await look(client, at(shown));
    seen[page] = what;
    if (what !== 'page') expect(tells(body), page).toEqual([]);
  }
  return seen;
}

const all = (what: Seen) => Object.fromEntries(CLOSED.map(({ page }) => [page, what]));

for (const role of ROLES) {
  test(`the pages to the role ${role}`, async () => {
    const client = await signedIn(role);
    const expected = ({ roles }: PageCase): Seen =>
      roles.includes(role) ? 'page' : 'not for your role';
    expect(await seenBy(client)).toEqual(
      Object.fromEntries(CLOSED.map((row) => [row.page, expected(row)])),
    );
    await client.dispose();
  });

  test(`what the pages offer to the role ${role}`, async () => {
    const client = await signedIn(role);
    const offered: Record<string, boolean> = {};
    const expected: Record<string, boolean> = {};
    for (const { page, path: at, offers = [] } of CLOSED) {
      const [, body] = offers.length > 0 ? await look(client, at(shown)) : ['', ''];
      for (const { text, roles } of offers) {
        offered[`${page}: ${text}`] = body.replaceAll('<!-- -->', '').includes(text);
        expected[`${page}: ${text}`] = roles.includes(role);
      }
    }
    expect(offered).toEqual(expected);
    await client.dispose();
  });
}

/** Whoever has no session that counts; a token is for routes alone. */
const STRANGERS: Readonly<Record<string, () => Promise<APIRequestContext>>> = {
  'no credentials': () => sending({}),
  'a token with every scope': () => machine(demo().apiToken),
  'a session without a signature': () =>
    sending({ cookie: 'next-auth.session-token=eyJhbGciOiJub25lIn0.e30.' }),
  'the session of a disabled admin': async () => {
    const { id, client } = await newPerson('admin');
    const admin = await signedIn('admin');
    expect((await admin.delete(`/api/users/${id}`)).status()).toBe(204);
    await admin.dispose();
    return client;
  },
  'a session after signing out everywhere': async () => {
    const { client } = await newPerson('admin');
    expect((await client.delete('/api/users/me/sessions')).status()).toBe(204);
    return client;
  },
};

for (const [name, client] of Object.entries(STRANGERS)) {
  test(`the pages to ${name}`, async () => {
    const stranger = await client();
    expect(await seenBy(stranger)).toEqual(all('sign-in'));
    await stranger.dispose();
  });
}

/** Headers by which other servers, and Next itself, were once talked past their checks. */
const TALKING: readonly Record<string, string>[] = [
  { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
  { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  { 'x-original-url': '/api/health', 'x-rewrite-url': '/api/health' },
  { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', 'x-forwarded-user': 'admin' },
  { 'x-matched-path': '/sign-in', 'x-invoke-path': '/sign-in', 'x-now-route-matches': '1' },
  { 'x-prerender-revalidate': '1', 'x-nextjs-data': '1', purpose: 'prefetch' },
];

test('no header gives a page or a route to nobody', async () => {
  const nobody = await sending({});
  for (const headers of TALKING) {
    const [seen, body] = await look(nobody, '/audit', headers);
    expect([seen, tells(body)], JSON.stringify(headers)).toEqual(['sign-in', []]);
    const answer = await nobody.get('/api/tokens', { headers });
    expect(answer.status(), JSON.stringify(headers)).toBe(401);
  }
  await nobody.dispose();
});

const FETCHING: readonly Record<string, string>[] = [
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
];

test('what Next fetches of a page when one goes there says no more than the page', async () => {
  const support = await signedIn('support');
  const nobody = await sending({});
  for (const at of ['/audit', '/settings/notices', '/settings']) {
    for (const headers of FETCHING) {
      const body = await (await nobody.get(at, { headers })).text();
      expect(tells(body), at).toEqual([]);
      if (at === '/settings') continue;
      const other = await (await support.get(at, { headers })).text();
      expect(tells(other), at).toEqual([]);
    }
  }
  await support.dispose();
  await nobody.dispose();
});

test('a page that is not for a role, and a thing that is not there, are in the audit', async () => {
  const { id, client } = await newPerson('support');
  const requests: string[] = [];
  for (const at of ['/audit', '/settings/notices']) {
    const [, body] = await look(client, at);
    requests.push(FORBIDDEN.exec(body)?.[0].split(' ')[1] ?? 'none');
  }
  await expectDenialsOf(id, requests);
  await client.get('/changes/0d4c1b1e-7a1f-4b6e-9a43-3c2b1a000000');
  const api = await machine(demo().apiToken);
  const subjects = async () => {
    const { data } = await (await api.get(`/api/audit?action=access&actor=${id}`)).json();
    return data.map(({ subject }: { subject: { id: string } }) => subject.id).sort();
  };
  await expect
    .poll(subjects)
    .toEqual(['/audit', '/changes/0d4c1b1e-7a1f-4b6e-9a43-3c2b1a000000', '/settings/notices']);
  await api.dispose();
  await client.dispose();
});
