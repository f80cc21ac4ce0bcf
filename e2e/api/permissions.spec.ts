import { type APIRequestContext, expect, test } from '@playwright/test';
import { demo } from '../support/demo';
import { machine, signedIn, signedInWith } from '../support/people';
import { ROLES, ROUTES, type RouteCase, routesInSource, SCOPES } from '../support/route-table';

let account: string;
let admin: APIRequestContext;
const made: string[] = [];

test.beforeAll(async () => {
  admin = await signedIn('admin');
  const { data } = await (await admin.get('/api/accounts?limit=1')).json();
  account = data[0].id;
});

test.afterAll(async () => {
  for (const id of made) await admin.delete(`/api/tokens/${id}`);
  await admin.dispose();
});

async function tokenWith(body: Record<string, unknown>): Promise<{ id: string; token: string }> {
  const answer = await admin.post('/api/tokens', { data: { name: 'Matrix', ...body } });
  expect(answer.status()).toBe(201);
  const token = await answer.json();
  made.push(token.id);
  return token;
}

function ask(client: APIRequestContext, { method, path, body, form }: RouteCase) {
  return client.fetch(path(account), {
    method,
    ...(body && { data: body(account) }),
    ...(form && { form: form(account) }),
  });
}

/** The code of a refusal that is in Stripe's shape. */
function stripeCode(status: number, { error }: { error: { type: string; code?: string } }): string {
  expect(error.type).toBe('invalid_request_error');
  if (status === 401) return 'unauthenticated';
  return error.code === 'forbidden' ? 'forbidden' : 'allowed';
}

/** Allowed means that the request came past the permission: it may still find nothing. */
async function verdict(client: APIRequestContext, route: RouteCase): Promise<string> {
  const answer = await ask(client, route);
  if (answer.status() === 401 || answer.status() === 403) {
    const problem = await answer.json();
    if (route.form) return stripeCode(answer.status(), problem);
    expect(answer.headers()['content-type']).toBe('application/problem+json');
    expect(problem.requestId).toBe(answer.headers()['x-request-id']);
    return problem.code;
  }
  expect(answer.status(), await answer.text()).toBeLessThan(500);
  return 'allowed';
}

function verdictFor(role: (typeof ROLES)[number], roles: RouteCase['roles']): string {
  if (roles === 'none') return 'unauthenticated';
  return roles.includes(role) ? 'allowed' : 'forbidden';
}

const nameOf = ({ method, route }: RouteCase) => `${method} ${route}`;

const AT_ONCE = 4;

/**
 * Expects of each route what it says to a client. What is refused alters nothing, so it is asked for
 * several at once; the others come after it, one by one.
 */
async function expectVerdicts(
  client: APIRequestContext,
  who: string,
  expected: (route: RouteCase) => string,
): Promise<void> {
  const expectOne = async (route: RouteCase) =>
    expect.soft(await verdict(client, route), `${who}: ${nameOf(route)}`).toBe(expected(route));
  const refused = ROUTES.filter((route) => expected(route) !== 'allowed').values();
  const asker = async () => {
    for (const route of refused) await expectOne(route);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, asker));
  for (const route of ROUTES) if (expected(route) === 'allowed') await expectOne(route);
}

test('every route in the source stands in the table', () => {
  expect(ROUTES.map(nameOf).sort()).toEqual(routesInSource());
});

for (const role of ROLES) {
  test(`what the role ${role} may do`, async () => {
    const client = await signedIn(role);
    await expectVerdicts(client, role, ({ roles }) => verdictFor(role, roles));
    await client.dispose();
  });
}

for (const scope of SCOPES) {
  test(`what a token with the scope ${scope} may do`, async () => {
    const { token } = await tokenWith({ scopes: [scope] });
    const client = await machine(token);
    await expectVerdicts(client, scope, (route) =>
      route.scope === scope ? 'allowed' : 'forbidden',
    );
    await client.dispose();
  });
}

test('a token with every scope still does not manage tokens or users', async () => {
  const client = await machine(demo().apiToken);
  await expectVerdicts(client, 'every scope', ({ scope }) =>
    scope === null ? 'forbidden' : 'allowed',
  );
  await client.dispose();
});

const badCredentials: [name: string, headers: () => Promise<Record<string, string>>][] = [
  ['none', async () => ({})],
  ['a token that was never made', async () => ({ authorization: `Bearer sw_${'x'.repeat(43)}` })],
  ['an empty token', async () => ({ authorization: 'Bearer ' })],
  ['a basic password', async () => ({ authorization: 'Basic YWRtaW46YWRtaW4=' })],
  ['a token of another make', async () => ({ authorization: 'Bearer sk_test_123' })],
  [
    'a forged session',
    async () => ({ cookie: 'next-auth.session-token=eyJhbGciOiJub25lIn0.e30.' }),
  ],
  [
    'a revoked token',
    async () => {
      const { id, token } = await tokenWith({ scopes: SCOPES });
      expect((await admin.delete(`/api/tokens/${id}`)).status()).toBe(204);
      return { authorization: `Bearer ${token}` };
    },
  ],
];

badCredentials.push([
  'an expired token',
  async () => {
    const expiry = Date.now() + 5_000;
    const expiresAt = new Date(expiry).toISOString();
    const { token } = await tokenWith({ scopes: SCOPES, expiresAt });
    await expect.poll(() => Date.now() > expiry, { timeout: 15_000 }).toBe(true);
    return { authorization: `Bearer ${token}` };
  },
]);

for (const [name, headers] of badCredentials) {
  test(`nothing is allowed with ${name}`, async ({ playwright }) => {
    const client = await playwright.request.newContext({
      baseURL: demo().url,
      extraHTTPHeaders: await headers(),
    });
    await expectVerdicts(client, name, () => 'unauthenticated');
    await client.dispose();
  });
}

test('a cookie alone does not write from another site', async () => {
  const client = await signedIn('admin');
  const data = { reason: 'x', edits: [{ op: 'template.archive', key: 'base' }] };
  for (const origin of ['https://elsewhere.example', 'null', '']) {
    const answer = await client.post('/api/changes', { data, headers: { origin } });
    expect(answer.status(), origin).toBe(403);
  }
  await client.dispose();
});

test('a disabled user is out at once', async () => {
  const user = {
    email: `leaver-${Date.now()}@switchyard.example`,
    name: 'Lea Verrin',
    role: 'operator',
    password: 'a password for one day',
  };
  const created = await admin.post('/api/users', { data: user });
  const { id } = await created.json();
  const client = await signedInWith(user);
  expect((await client.get('/api/accounts')).status()).toBe(200);
  expect((await admin.delete(`/api/users/${id}`)).status()).toBe(204);
  expect((await client.get('/api/accounts')).status()).toBe(401);
  await client.dispose();
});
