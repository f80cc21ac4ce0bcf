import { type APIRequestContext, expect, test } from '@playwright/test';
import { type Asked, askBy, Contract } from '../support/contract';
import { type Ask, type Guests, TOUR } from '../support/contract-tour';
import { demo } from '../support/demo';
import { machine, signedIn } from '../support/people';
import { ROUTES, type RouteCase } from '../support/route-table';

let contract: Contract;
let guests: Guests;
let account: string;

test.beforeAll(async () => {
  const [admin, operator] = await Promise.all([signedIn('admin'), signedIn('operator')]);
  guests = {
    admin,
    operator,
    machine: await machine(demo().apiToken),
    nobody: await machine(null),
  };
  contract = new Contract(await (await guests.nobody.get('/api/openapi.json')).json());
  const { data } = await (await admin.get('/api/accounts?limit=1&disconnected=false')).json();
  account = data[0].id;
});

test.afterAll(async () => {
  for (const client of Object.values(guests)) await client.dispose();
});

const askedOf = ({ route, method, path, body, form }: RouteCase): Asked => ({
  ...{ route, method, path: path(account) },
  ...(body && { data: body(account) }),
  ...(form && { form: form(account) }),
});

/** The same request with something in it that no route knows. */
function spoilt(asked: Asked): Asked {
  if (asked.form) return { ...asked, form: { nonsense: '1' } };
  if (asked.data !== undefined) return { ...asked, data: { nonsense: 1 } };
  return { ...asked, path: `${asked.path}${asked.path.includes('?') ? '&' : '?'}nonsense=1` };
}

async function hold(client: APIRequestContext, asked: Asked): Promise<number> {
  const { status, problems } = await askBy(contract, client, asked);
  expect.soft(problems, `${asked.method} ${asked.path}: ${status}`).toEqual([]);
  return status;
}

test('the document is open to all and names its version', async () => {
  const answer = await guests.nobody.get('/api/openapi.json');
  expect(answer.status()).toBe(200);
  expect((await answer.json()).openapi).toBe('3.1.0');
  const { etag = '' } = answer.headers();
  const again = await guests.nobody.get('/api/openapi.json', {
    headers: { 'if-none-match': etag },
  });
  expect([again.status(), await again.text()]).toEqual([304, '']);
});

for (const who of ['admin', 'machine', 'nobody'] as const) {
  test(`every answer of the permission matrix is as documented: ${who}`, async () => {
    test.setTimeout(120_000);
    for (const route of ROUTES) await hold(guests[who], askedOf(route));
  });
}

test('so are the answers to what is wrong with a request', async () => {
  test.setTimeout(120_000);
  for (const route of ROUTES) {
    const status = await hold(guests.admin, spoilt(askedOf(route)));
    if (route.body) expect.soft(status, `${route.method} ${route.route}`).toBe(400);
  }
});

for (const [name, visit] of TOUR) {
  test(`the answers are as documented: ${name}`, async () => {
    test.setTimeout(120_000);
    const ask: Ask = async (who, method, route, { path = route, search = '', ...rest } = {}) => {
      const asked = { route, method, path: path + search, ...rest };
      const answered = await askBy(contract, guests[who], asked);
      expect.soft(answered.problems, `${method} ${asked.path}: ${answered.status}`).toEqual([]);
      expect.soft(answered.status, asked.path).not.toBe(500);
      return answered;
    };
    await visit(ask, account);
  });
}
