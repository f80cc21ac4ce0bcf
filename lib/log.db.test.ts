import { expect, test } from 'vitest';
import { redact } from './log';

const SECRET = 'planted-secret';

test.each([
  { client_secret: SECRET },
  { session: { client_secret: SECRET } },
  { a: { b: { c: { d: { e: { f: { password: SECRET } } } } } } },
  { list: [{ headers: { authorization: SECRET, cookie: SECRET } }] },
  { raw: { anything: SECRET } },
])('%o is logged without its secret', (line) => {
  expect(JSON.stringify(line)).toContain(SECRET);
  expect(JSON.stringify(redact(line))).not.toContain(SECRET);
});

test('what is no secret stays as it is, and nothing is lost below a depth without a mark', () => {
  const line = { requestId: 'r', status: 200, list: [1, null, 'x'], err: new Error('kept') };
  expect(redact(line)).toEqual(line);
  let deep: unknown = SECRET;
  for (let level = 0; level < 40; level += 1) deep = { level: deep };
  expect(JSON.stringify(redact(deep))).toContain('[cut]');
  expect(JSON.stringify(redact(deep))).not.toContain(SECRET);
});
