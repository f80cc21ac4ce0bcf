import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { createSwitchyard, type Switchyard, SwitchyardError } from '.';

const TOKEN = 'sw_a-token-to-look-for';

interface Seen {
  route: string;
  authorization: string | undefined;
  body: unknown;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A Switchyard that answers so, with what it saw and a client of it. */
async function platform(answer: (seen: Seen, asked: number) => [status: number, body: object]) {
  const seen: Seen[] = [];
  const listen: RequestListener = async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString();
    const one = {
      route: `${request.method} ${request.url}`,
      authorization: request.headers.authorization,
      body: text ? JSON.parse(text) : undefined,
    };
    seen.push(one);
    const [status, body] = answer(one, seen.length);
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    response
      .writeHead(status, { 'content-type': type, 'x-request-id': 'req-12345678' })
      .end(JSON.stringify(body));
  };
  const server = createServer(listen);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const switchyard = createSwitchyard({ url: `http://127.0.0.1:${port}`, token: TOKEN });
  return { switchyard, seen };
}

const refused = async (call: Promise<unknown>): Promise<SwitchyardError> =>
  call.then(
    () => Promise.reject(new Error('This should have failed.')),
    (error) => error,
  );

const AT = new Date('2026-11-21T12:00:00.000Z');
const EDIT = { op: 'account.tag', account: 'acct_1', add: ['vip'] } as const;
const REQUEST = { reason: 'Because', edits: [EDIT] };

it.each<[string, (switchyard: Switchyard) => Promise<unknown>, string, unknown]>([
  ['an account', ({ accounts }) => accounts.get('acct_1'), 'GET /api/accounts/acct_1', undefined],
  [
    'a policy',
    ({ policy }) => policy('acct_1', { at: AT }),
    'GET /api/accounts/acct_1/policy?at=2026-11-21T12%3A00%3A00.000Z',
    undefined,
  ],
  ['a policy now', ({ policy }) => policy('acct_1'), 'GET /api/accounts/acct_1/policy', undefined],
  ['a template', ({ templates }) => templates.get('a/b'), 'GET /api/templates/a%2Fb', undefined],
  ['the catalog', ({ catalog }) => catalog(), 'GET /api/catalog', undefined],
  ['a change', ({ changes }) => changes.get('c 1'), 'GET /api/changes/c%201', undefined],
  ['to change', ({ changes }) => changes.create(REQUEST), 'POST /api/changes', REQUEST],
  ['to submit', ({ changes }) => changes.submit('c1'), 'POST /api/changes/c1/submit', {}],
  ['to withdraw', ({ changes }) => changes.withdraw('c1'), 'POST /api/changes/c1/withdraw', {}],
  ['to apply', ({ changes }) => changes.apply('c1'), 'POST /api/changes/c1/apply', {}],
  [
    'to schedule',
    ({ changes }) => changes.schedule('c1', AT),
    'POST /api/changes/c1/schedule',
    { applyAt: AT.toISOString() },
  ],
  [
    'to unschedule',
    ({ changes }) => changes.unschedule('c1'),
    'POST /api/changes/c1/unschedule',
    {},
  ],
  [
    'to revert',
    ({ changes }) => changes.revert('c1', { reason: 'Oh', dryRun: true }),
    'POST /api/changes/c1/revert',
    { reason: 'Oh', dryRun: true },
  ],
])('asks for %s, and gives what was answered', async (_name, ask, route, body) => {
  const { switchyard, seen } = await platform(() => [200, { whole: ['answer'] }]);
  expect(await ask(switchyard)).toEqual({ whole: ['answer'] });
  expect(seen).toEqual([{ route, authorization: `Bearer ${TOKEN}`, body }]);
});

it('gives templates without what is around them', async () => {
  const { switchyard, seen } = await platform(() => [200, { data: [{ key: 'base' }] }]);
  expect(await switchyard.templates.list({ archived: true })).toEqual([{ key: 'base' }]);
  expect(seen[0]?.route).toBe('GET /api/templates?archived=true');
});

/** A list of three pages with two items each. */
const pages = ({ route }: Seen): [number, object] => {
  const cursor = new URL(`http://x${route.split(' ')[1]}`).searchParams.get('cursor');
  const page = Number(cursor ?? 0);
  const data = [{ id: `acct_${page}a` }, { id: `acct_${page}b` }];
  return [200, { data, nextCursor: page < 2 ? String(page + 1) : null }];
};

it('goes through all pages of a list, and fetches no more than is looked at', async () => {
  const { switchyard, seen } = await platform(pages);
  const all: string[] = [];
  const listing = switchyard.accounts.list({ tag: 'a&b', disconnected: false }, { pageSize: 2 });
  for await (const { id } of listing) all.push(id);
  expect(all).toEqual(['acct_0a', 'acct_0b', 'acct_1a', 'acct_1b', 'acct_2a', 'acct_2b']);
  expect(seen.map(({ route }) => route)).toEqual(
    ['', '&cursor=1', '&cursor=2'].map(
      (rest) => `GET /api/accounts?tag=a%26b&disconnected=false&limit=2${rest}`,
    ),
  );
  for await (const { id } of listing) if (id === 'acct_0b') break;
  expect(seen).toHaveLength(4);
  expect(await listing.page('2')).toMatchObject({ nextCursor: null });
});

it('lists changes and drift by what is asked', async () => {
  const { switchyard, seen } = await platform(pages);
  await switchyard.changes.list({ open: true }).page();
  await switchyard.drift({ account: 'acct_1', past: true }).page();
  expect(seen.map(({ route }) => route)).toEqual([
    'GET /api/changes?open=true',
    'GET /api/drift?account=acct_1&past=true',
  ]);
});

it('ends a list in the middle with what went wrong there', async () => {
  const problem = { code: 'forbidden', detail: 'Not that.', status: 403 };
  const { switchyard } = await platform((seen, asked) =>
    asked > 1 ? [403, problem] : pages(seen),
  );
  const seen: string[] = [];
  const all = async () => {
    for await (const { id } of switchyard.accounts.list()) seen.push(id);
  };
  expect(await refused(all())).toMatchObject({ code: 'forbidden' });
  expect(seen).toEqual(['acct_0a', 'acct_0b']);
});

it('has a code, the places and the request of an error, and not the token', async () => {
  const errors = [{ pointer: '/edits/0/set', message: 'No such cell.' }];
  const { switchyard } = await platform(() => [
    400,
    { code: 'invalid_request', detail: 'No such cell.', status: 400, errors },
  ]);
  const error = await refused(switchyard.changes.create(REQUEST));
  expect(error).toBeInstanceOf(SwitchyardError);
  expect(error).toMatchObject({
    code: 'invalid_request',
    status: 400,
    requestId: 'req-12345678',
    errors,
  });
  const shown = inspect([error, switchyard], { depth: 9, showHidden: true });
  expect(shown + JSON.stringify(error)).not.toContain(TOKEN);
});

it('sends a change once where it may have been done, and again where it was not', async () => {
  const down = { code: 'database_unavailable', detail: 'Away.', status: 503 };
  const { switchyard, seen } = await platform(() => [503, down]);
  expect(await refused(switchyard.changes.create(REQUEST))).toMatchObject({ status: 503 });
  expect(seen).toHaveLength(1);
  await refused(switchyard.changes.create({ ...REQUEST, dryRun: true }));
  expect(seen).toHaveLength(4);

  const busy = { code: 'rate_limited', detail: 'Slowly.', status: 429 };
  const other = await platform((_seen, asked) => (asked < 2 ? [429, busy] : [201, { id: 'c1' }]));
  expect(await other.switchyard.changes.create(REQUEST)).toEqual({ id: 'c1' });
  expect(other.seen).toHaveLength(2);
});

it.each(['', '.', '..'])('sends nothing for "%s", which would be another route', async (id) => {
  const { switchyard, seen } = await platform(() => [200, {}]);
  const calls = [
    switchyard.accounts.get(id),
    switchyard.policy(id),
    switchyard.templates.get(id),
    switchyard.changes.apply(id),
  ];
  for (const call of calls) expect(await refused(call)).toMatchObject({ code: 'invalid_request' });
  expect(seen).toEqual([]);
});

it('stops where it is told to', async () => {
  const { switchyard, seen } = await platform(() => [200, {}]);
  const signal = AbortSignal.abort(new Error('gone'));
  expect((await refused(switchyard.catalog({ signal }))).message).toBe('gone');
  expect(seen).toEqual([]);
});
