import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Denial, DenialTally, denies, keepablePath, TOLD_EACH, WINDOW_MS } from './denials';
import { AppError, type ErrorCode } from './errors';

const START = Date.parse('2031-05-05T12:00:00Z');

const denial = (id: string, ms: number, route = 'GET /api/tokens'): Denial => ({
  actor: { kind: 'token', id, name: id, scopes: [] },
  requestId: `request-${ms}`,
  now: new Date(START + ms),
  code: 'forbidden',
  what: { kind: 'route', id: route },
  path: '/api/tokens',
  permission: 'tokens:manage',
});

test('none is lost, and nobody is told of more often than five times and once a minute', () => {
  const attempt = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    after: fc.nat(20_000),
    route: fc.constantFrom('one', 'two', 'three'),
  });
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 200 }), (attempts) => {
      const tally = new DenialTally();
      const told: { id: string; count: number }[] = [];
      let ms = 0;
      const end = (now?: Date) =>
        told.push(...tally.over(now).map(({ actor, count }) => ({ id: actor.id, count })));
      for (const { id, after, route } of attempts) {
        ms += after;
        end(new Date(START + ms));
        if (tally.take(denial(id, ms, route))) told.push({ id, count: 1 });
      }
      end();
      const sum = told.reduce((all, { count }) => all + count, 0);
      expect(sum).toBe(attempts.length);
      const minutes = Math.floor(ms / WINDOW_MS) + 1;
      for (const actor of ['a', 'b', 'c']) {
        const entries = told.filter(({ id }) => id === actor).length;
        expect(entries).toBeLessThanOrEqual(minutes * (TOLD_EACH + 1));
      }
      expect(tally.counting).toBe(false);
    }),
  );
});

test('what is told together says what was tried, how often, and since when', () => {
  const tally = new DenialTally();
  for (let ms = 0; ms < 12; ms += 1) tally.take(denial('a', ms, ms % 2 ? 'odd' : 'even'));
  expect(tally.over(new Date(START + WINDOW_MS - 1))).toEqual([]);
  const [many] = tally.over(new Date(START + WINDOW_MS));
  expect(many).toMatchObject({ count: 7, since: new Date(START), requestId: 'request-11' });
  expect(many?.attempts.map(({ what, count }) => [what.id, count])).toEqual([
    ['odd', 4],
    ['even', 3],
  ]);
});

test.each<[ErrorCode, boolean]>([
  ['unauthenticated', true],
  ['forbidden', true],
  ['not_found', true],
  ['account_not_found', true],
  ['conflict', false],
  ['invalid_request', false],
  ['database_unavailable', false],
])('the code %s denies: %s', (code, expected) => {
  expect(denies(new AppError(code, 'No.'))).toBe(expected);
});

test.each([
  [
    '/api/changes/0d4c1b1e-7a1f-4b6e-9a43-3c2b1a000000?x=1',
    '/api/changes/0d4c1b1e-7a1f-4b6e-9a43-3c2b1a000000',
  ],
  [`/api/tokens/sw_${'x'.repeat(43)}`, '/api/tokens/[redacted]'],
  ['/api/accounts/sk_live_1234567890ab/policy', '/api/accounts/[redacted]/policy'],
  [`/api/changes/${'x'.repeat(67)}`, '/api/changes/…'],
  ['/accounts/a\u0000b\u202e\ud800', '/accounts/a�b��'],
])('%j is kept as %j', (path, kept) => {
  expect(keepablePath(path)).toBe(kept);
});
