import { type APIRequestContext, expect, test } from '@playwright/test';
import {
  PRINCIPALS,
  type Principal,
  removePrincipals,
  sending,
  tokenWith,
  type Verdict,
} from '../support/access/principals';
import { demo } from '../support/demo';
import { machine, signedIn } from '../support/people';
import { OPEN_ROUTES, ROUTES, type RouteCase } from '../support/route-table';

let account: string;

test.beforeAll(async () => {
  const api = await machine(demo().apiToken);
  const { data } = await (await api.get('/api/accounts?limit=1')).json();
  account = data[0].id;
  await api.dispose();
});

test.afterAll(removePrincipals);

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

/** The status of each verdict: a code under another status is none. */
const STATUS = { unauthenticated: 401, forbidden: 403 } as Record<string, number>;

/** Allowed means that the request came past the permission: it may still find nothing. */
async function verdict(client: APIRequestContext, route: RouteCase): Promise<string> {
  const answer = await ask(client, route);
  const status = answer.status();
  if (status === 401 || status === 403) {
    const problem = await answer.json();
    if (route.form) return stripeCode(status, problem);
    expect(answer.headers()['content-type']).toBe('application/problem+json');
    expect(problem.requestId).toBe(answer.headers()['x-request-id']);
    return STATUS[problem.code] === status ? problem.code : `${status} ${problem.code}`;
  }
  return status < 500 ? 'allowed' : `${status} ${await answer.text()}`;
}

const AT_ONCE = 6;

/** Asks for several things at once. */
async function inParallel<T>(items: readonly T[], each: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const asker = async () => {
    for (const item of rest) await each(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, asker));
}

type Cells = Record<string, string>;

const nameOf = ({ method, route }: { method: string; route: string }) => `${method} ${route}`;

/**
 * One row of the matrix: what every route says to somebody. What is refused alters nothing and costs
 * little, so it is asked for several at once; the others come after it, one by one.
 */
async function rowOf(client: APIRequestContext, expected: Principal['expected']): Promise<Cells> {
  const cells: Cells = {};
  const fill = async (route: RouteCase) => {
    cells[nameOf(route)] = await verdict(client, route);
  };
  const alone = (route: RouteCase) => expected(route) === 'allowed';
  await inParallel(
    ROUTES.filter((route) => !alone(route)),
    fill,
  );
  for (const route of ROUTES.filter(alone)) await fill(route);
  return cells;
}

const expectedRow = (expected: (route: RouteCase) => Verdict): Cells =>
  Object.fromEntries(ROUTES.map((route) => [nameOf(route), expected(route)]));

for (const { name, client, expected } of PRINCIPALS) {
  test(`the API to ${name}`, async () => {
    const asker = await client();
    expect(await rowOf(asker, expected)).toEqual(expectedRow(expected));
    await asker.dispose();
  });
}

test('open routes answer everybody alike', async () => {
  const askers = [
    await sending({}),
    await signedIn('admin'),
    await signedIn('support'),
    await machine(demo().apiToken),
    await sending({ authorization: 'Bearer nobody' }),
  ];
  const cells: Cells = {};
  const cases = OPEN_ROUTES.flatMap((open) => askers.map((asker, n) => ({ open, asker, n })));
  await inParallel(cases, async ({ open: { route, method, path, body: data }, asker, n }) => {
    const answer = await asker.fetch(path, { method, ...(data !== undefined && { data }) });
    cells[`${method} ${route} ${n}`] = String(answer.status());
  });
  expect(cells).toEqual(
    Object.fromEntries(cases.map(({ open, n }) => [`${nameOf(open)} ${n}`, String(open.status)])),
  );
  for (const asker of askers) await asker.dispose();
});

test('to ask only for the head of a route takes what the route takes', async () => {
  const askers: [string, APIRequestContext, number | null][] = [
    ['nobody', await sending({}), 401],
    ['a token without the scope', await machineWithout(), 403],
  ];
  const cells: Cells = {};
  const expected: Cells = {};
  for (const [who, client, status] of askers) {
    await inParallel(
      ROUTES.filter(({ method }) => method === 'GET'),
      async ({ route, path, scope }) => {
        const answer = await client.head(path(account));
        const name = `${who}: ${route}`;
        cells[name] = String(answer.status());
        expected[name] = String(scope === 'sessions:create' ? 200 : status);
        expect((await answer.body()).length, name).toBe(0);
      },
    );
    await client.dispose();
  }
  expect(cells).toEqual(expected);
});

async function machineWithout(): Promise<APIRequestContext> {
  const { token } = await tokenWith({ scopes: ['sessions:create'] });
  return machine(token);
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

test('no route answers to a method that nobody declared', async () => {
  const client = await machine(demo().apiToken);
  const declared = new Set([...ROUTES, ...OPEN_ROUTES].map(nameOf));
  const byRoute = new Map(ROUTES.map((route) => [route.route, route.path(account)]));
  const others = [...byRoute].flatMap(([route, path]) =>
    METHODS.filter((method) => !declared.has(nameOf({ method, route }))).map((method) => ({
      ...{ route, method, path },
    })),
  );
  const answered: string[] = [];
  await inParallel(others, async ({ route, method, path }) => {
    const status = (await client.fetch(path, { method })).status();
    if (status !== 405) answered.push(`${method} ${route}: ${status}`);
  });
  expect(others.length).toBeGreaterThan(150);
  expect(answered.sort()).toEqual([]);
  await client.dispose();
});

test('a token without any scope cannot be made', async () => {
  const client = await signedIn('admin');
  const answer = await client.post('/api/tokens', { data: { name: 'None', scopes: [] } });
  expect(answer.status()).toBe(400);
  await client.dispose();
});

test('a cookie alone does not write from another site', async () => {
  const client = await signedIn('admin');
  const data = { reason: 'x', edits: [{ op: 'template.archive', key: 'base' }] };
  for (const origin of ['https://elsewhere.example', 'null', '']) {
    const answer = await client.post('/api/changes', { data, headers: { origin } });
    expect(answer.status(), origin).toBe(403);
  }
  await client.dispose();
});
