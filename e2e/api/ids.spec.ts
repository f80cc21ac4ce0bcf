import { randomUUID } from 'node:crypto';
import { type APIRequestContext, expect, test } from '@playwright/test';
import { expectDenialsOf } from '../support/access/denials';
import { newPerson, removePrincipals, tokenWith } from '../support/access/principals';
import { demo } from '../support/demo';
import { machine } from '../support/people';
import { NOBODY_ID, ROUTES, type RouteCase, SCOPES } from '../support/route-table';
import { setStage } from '../support/story';

/** The kind of thing that a route's path names, by how the route begins. */
const KINDS = {
  '/api/accounts/': 'account',
  '/api/templates/': 'template',
  '/api/changes/': 'change',
  '/api/bulk-jobs/': 'job',
  '/api/tokens/': 'token',
  '/api/users/': 'user',
  '/api/invitations/': 'invitation',
  '/api/notice-endpoints/': 'endpoint',
  '/api/notice-deliveries/': 'delivery',
  '/api/application-fees/': 'fee',
} as const;

/** Ids of the shape of each kind that nothing has. */
const GUESSES: Readonly<Record<string, string>> = {
  account: 'acct_1GuessedGuessedGu',
  template: 'guessed-by-somebody',
  fee: 'fee_1GuessedGuessed',
};
const guessOf = (kind: string) => GUESSES[kind] ?? NOBODY_ID;

/** An id that looks just like another, and that nothing has. */
const besides = (id: string) => `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;

const NAMING = ROUTES.filter(({ route }) => route.includes('['));

const nameOf = ({ method, route }: RouteCase) => `${method} ${route}`;

function kindOf({ route }: RouteCase): string {
  const found = Object.entries(KINDS).find(([start]) => route.startsWith(start));
  if (!found) throw new Error(`Say in KINDS what ${route} names.`);
  return found[1];
}

let account: string;
let things: Record<string, string>;
/** Somebody who may do everything that the routes below do. */
let admin: APIRequestContext;
let api: APIRequestContext;

test.beforeAll(async () => {
  const person = await newPerson('admin');
  admin = person.client;
  const token = await tokenWith({ scopes: SCOPES });
  api = await machine(token.token);
  const stage = await setStage('Ids of others');
  account = stage.account;
  const made = async (path: string, data: object): Promise<string> => {
    const answer = await admin.post(path, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()).id;
  };
  const edits = [{ op: 'account.override', account, set: { payouts: 'off' } }];
  things = {
    ...{ account, template: stage.template, token: token.id, user: person.id },
    change: await made('/api/changes', { reason: 'Ids', draft: true, edits }),
    job: await made('/api/bulk-jobs', {
      act: { op: 'account.tag', add: ['ids'] },
      filter: { q: account },
      reason: 'Ids',
    }),
    invitation: await made('/api/invitations', {
      ...{ email: `ids-${Date.now()}@switchyard.example`, name: 'Ids', role: 'auditor' },
    }),
    endpoint: await made('/api/notice-endpoints', {
      ...{ url: 'http://127.0.0.1:9/never', description: 'Ids' },
      ...{ events: ['change.failed'], reaches: ['governance'] },
    }),
  };
});

test.afterAll(async () => {
  await admin.post(`/api/changes/${things.change}/withdraw`, { data: {} });
  await admin.delete(`/api/invitations/${things.invitation}`);
  await admin.delete(`/api/notice-endpoints/${things.endpoint}`);
  await admin.dispose();
  await api.dispose();
  await removePrincipals();
});

/** Asks a route for a thing by an id; what is in the way of that is only the id. */
function askFor(client: APIRequestContext, route: RouteCase, id: string, requestId = randomUUID()) {
  const { method, body, path } = route;
  const query = new URL(path(account), 'http://any').search;
  const named = route.route.replace(/\[\w+\]/, encodeURIComponent(id));
  return client.fetch(`${named}${query}`, {
    method,
    ...(body && { data: body(account) }),
    // Refunds of fees take no request without a key.
    headers: { 'x-request-id': requestId, 'idempotency-key': requestId },
  });
}

/** An answer without what is another each time, so that two can be compared. */
async function plainly(answer: Awaited<ReturnType<typeof askFor>>, id: string) {
  const { requestId: _, ...problem } = await answer.json();
  return JSON.stringify({ status: answer.status(), problem }).replaceAll(id, '<id>');
}

const clientOf = ({ scope, method }: RouteCase) =>
  scope === null || method !== 'GET' ? admin : api;

for (const route of NAMING) {
  test(`${nameOf(route)} takes no id of another thing, and does not tell that it is one`, async () => {
    const client = clientOf(route);
    const own = kindOf(route);
    const unlike: Record<string, [status: number, alike: boolean]> = {};
    for (const [kind, id] of Object.entries(things)) {
      if (kind === own) continue;
      const guess = besides(id);
      const [real, guessed] = [
        await plainly(await askFor(client, route, id), id),
        await plainly(await askFor(client, route, guess), guess),
      ];
      const { status } = JSON.parse(real);
      unlike[kind] = [[400, 404].includes(status) ? 0 : status, real === guessed];
    }
    const all = Object.keys(things).filter((kind) => kind !== own);
    expect(unlike).toEqual(Object.fromEntries(all.map((kind) => [kind, [0, true]])));
  });
}

const ODD = [
  ...["' OR '1'='1", '%', '_', '*', '\u0000', '../base', '..\\base', 'x'.repeat(3_000)],
  ...['base\u0000', 'base.', 'BASE', ' base', 'base ', '%2e%2e%2fbase', '\u202ebase', 'me', '-1'],
];

test('ids that are no ids find nothing, and break nothing', async () => {
  const answers: string[] = [];
  for (const route of NAMING.filter(({ method }) => method === 'GET')) {
    for (const id of ODD) {
      const status = (await askFor(clientOf(route), route, id)).status();
      if (![400, 404, 405].includes(status)) answers.push(`${status} ${nameOf(route)} ${id}`);
    }
  }
  expect(answers).toEqual([]);
});

const FIVE = 5;

test('each attempt with an id of something else, or a guessed one, is in the audit', async () => {
  const groups = Array.from({ length: Math.ceil(NAMING.length / FIVE) }, (_, group) =>
    NAMING.slice(group * FIVE, (group + 1) * FIVE),
  );
  for (const [n, group] of groups.entries()) {
    const { id: actor, client } = await newPerson('admin');
    const requests: string[] = [];
    for (const route of group) {
      const requestId = randomUUID();
      const other = kindOf(route) === 'account' ? 'change' : 'account';
      const id = n % 2 ? guessOf(kindOf(route)) : (things[other] ?? '');
      const answer = await askFor(client, route, id, requestId);
      expect([400, 404], `${nameOf(route)} ${id}`).toContain(answer.status());
      requests.push(requestId);
    }
    await expectDenialsOf(actor, requests);
    await client.dispose();
  }
});

test('an entry of a denial says who, what, by which id, and that it was refused', async () => {
  const { id: actor, client } = await newPerson('operator');
  const requestId = randomUUID();
  const headers = { 'x-request-id': requestId };
  expect((await client.delete(`/api/tokens/${things.token}`, { headers })).status()).toBe(403);
  await expectDenialsOf(actor, [requestId]);
  const audit = await machine(demo().apiToken);
  const { data } = await (await audit.get(`/api/audit?action=access.denied&actor=${actor}`)).json();
  expect(data).toEqual([
    expect.objectContaining({
      subject: { kind: 'route', id: 'DELETE /api/tokens/[id]', name: null },
      after: { path: `/api/tokens/${things.token}`, permission: 'tokens:manage' },
      outcome: expect.objectContaining({ result: 'refused', code: 'forbidden' }),
    }),
  ]);
  await audit.dispose();
  await client.dispose();
});

test('a token that holds no longer is in the audit when it is tried', async () => {
  const { id, token } = await tokenWith({ scopes: SCOPES });
  expect((await admin.delete(`/api/tokens/${id}`)).status()).toBe(204);
  const client = await machine(token);
  // One of the console's, and one that the front answers.
  const requests = [randomUUID(), randomUUID()];
  const paths = ['/api/templates', `/api/accounts/${account}/policy`];
  for (const [n, path] of paths.entries()) {
    const headers = { 'x-request-id': requests[n] ?? '' };
    expect((await client.get(path, { headers })).status()).toBe(401);
  }
  await expectDenialsOf(id, requests);
  await client.dispose();
});
