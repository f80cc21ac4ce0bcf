import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { DriftView } from '../../../lib/domain/views';
import { main } from '../main';

const ANA = { id: 'acct_1Ana', name: 'Ana’s Bakery' };
const BEN = { id: 'acct_1Ben', name: 'Ben & Co' };

const seen = (day: number) => `2031-05-0${day}T12:34:56.000Z`;

const PAYOUTS: DriftView = {
  ...{ account: ANA, cell: 'payouts.instant_payouts', predicted: true, answered: false },
  ...{ count: 1_200, firstSeen: seen(1), lastSeen: seen(5), endedAt: null },
};
const UNKNOWN: DriftView = {
  ...{ account: BEN, cell: 'holograms', predicted: null, answered: true },
  ...{ count: 1, firstSeen: seen(4), lastSeen: seen(4), endedAt: null },
};
const OVER: DriftView = {
  ...{ account: ANA, cell: 'documents', predicted: false, answered: true },
  ...{ count: 2, firstSeen: seen(2), lastSeen: seen(3), endedAt: seen(4) },
};

/** What a platform knows, the latest first; it answers as `GET /api/drift` does, one on a page. */
let known: DriftView[];
let server: Server;

function answer(query: URLSearchParams): { data: DriftView[]; nextCursor: string | null } {
  const found = known.filter(
    ({ account, endedAt }) =>
      (query.get('past') === 'true' || endedAt === null) &&
      account.id === (query.get('account') ?? account.id),
  );
  const place = Number(query.get('cursor') ?? 0);
  const next = place + 1 < found.length ? String(place + 1) : null;
  return { data: found.slice(place, place + 1), nextCursor: next };
}

beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    if (pathname !== '/api/drift') response.writeHead(404);
    response.end(JSON.stringify(answer(searchParams)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  known = [PAYOUTS, UNKNOWN, OVER];
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('SWITCHYARD_URL', `http://127.0.0.1:${port}`);
  vi.stubEnv('SWITCHYARD_TOKEN', 'sw_any');
});
afterEach(() => vi.unstubAllEnvs());

/** What the command prints for these arguments; it ends well. */
async function drift(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const note = (line: string) => lines.push(`stderr: ${line}`);
  const out = (text: string) => lines.push(text);
  const paint = (_colour: string, text: string) => text;
  expect(await main(['drift', ...args], { out, note, paint, width: 120 })).toBe(0);
  return lines.join('\n');
}

test('drift is listed by account, with what was predicted and what Stripe said', async () => {
  expect(await drift()).toBe(
    [
      'Ana’s Bakery acct_1Ana',
      'Cell                     Predicted  Stripe said  Times  First seen  Last seen',
      'payouts.instant_payouts  on         off          1,200  2031-05-01  2031-05-05 12:34',
      '',
      'Ben & Co acct_1Ben',
      'Cell       Predicted  Stripe said  Times  First seen  Last seen',
      'holograms  nothing    on               1  2031-05-04  2031-05-04 12:34',
    ].join('\n'),
  );
});

test('--past adds what has ended, and says of each when', async () => {
  expect(await drift('--past', '--account', ANA.id)).toBe(
    [
      'Ana’s Bakery acct_1Ana',
      'Cell                     Predicted  Stripe said  Times  First seen  Last seen         Ended',
      'payouts.instant_payouts  on         off          1,200  2031-05-01  2031-05-05 12:34  no',
      'documents                off        on               2  2031-05-02  2031-05-03 12:34  2031-05-04',
    ].join('\n'),
  );
});

test('for machines it is what the platform answers, of all pages', async () => {
  expect(JSON.parse(await drift('--json'))).toEqual([PAYOUTS, UNKNOWN]);
  expect(JSON.parse(await drift('--json', '--past'))).toEqual([PAYOUTS, UNKNOWN, OVER]);
});

test('where all that there was has ended, nothing drifts', async () => {
  known = [OVER];
  expect(await drift()).toBe('Stripe has answered as predicted.');
  known = [];
  expect(await drift('--past')).toBe('Stripe has answered as predicted.');
});
