import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeError, redact, redactAlso, redactNames, redactPath, redactText } from './redact';
import { PLANTED, SECRET_NAMES } from './testing/planted-secrets';

const QUIET = 'planted without any shape';

/** Every way in which a text may lie in what is logged, reported or answered. */
const PLACES: Readonly<Record<string, (text: string) => unknown>> = {
  'a field': (text) => ({ field: text }),
  'a sentence': (text) => `It said (${text}), and ended.`,
  'a list': (text) => ['a', [text]],
  'a field’s name': (text) => ({ [text]: 1 }),
  'deep below': (text) => ({ a: { b: [{ c: { d: [text] } }] } }),
  'JSON in a text': (text) => ({ body: JSON.stringify({ x: text }) }),
  'JSON in JSON in a text': (text) => ({
    body: JSON.stringify({ x: JSON.stringify({ y: text }) }),
  }),
  'a map': (text) => ({ map: new Map([['k', text]]) }),
  'a set': (text) => ({ set: new Set([text]) }),
  'what says itself how it is told': (text) => ({ x: { toJSON: () => ({ y: text }) } }),
  'an object of a class': (text) => Object.assign(new (class Thing {})(), { field: text }),
  'an error’s message': (text) => new Error(text),
  'an error under any name': (text) => ({ failure: new Error(`Failed: ${text}`) }),
  'a cause of a cause': (text) =>
    new Error('a', { cause: new Error('b', { cause: new Error(text) }) }),
  'one of several errors': (text) => new AggregateError([new Error('x'), new Error(text)], 'all'),
  'a cause that is one of several': (text) =>
    new Error('a', { cause: new AggregateError([new Error(text)], text) }),
  'an error’s name': (text) => Object.assign(new Error('x'), { name: text }),
  'an error’s code': (text) => Object.assign(new Error('x'), { code: text }),
  'an error’s stack': (text) =>
    Object.assign(new Error('x'), { stack: `Error: ${text}\n    at x` }),
  'fields of an error': (text) =>
    Object.assign(new Error('x'), {
      raw: { message: text },
      headers: { a: text },
      config: { text },
    }),
  'a thrown text': (text) => describeError(text),
  'a thrown object': (text) => describeError({ message: text }),
};

const told = (value: unknown) => JSON.stringify(value) ?? '';

/** As it may be found in JSON, however often that was put into other JSON. */
const traces = (secret: string) => {
  const longest = secret.split(/[^\w.-]/).sort((a, b) => b.length - a.length)[0] ?? secret;
  return [secret, longest];
};

describe.each(Object.entries(PLACES))('in %s', (_place, put) => {
  test.each(PLANTED)('$kind is not told', ({ text, secret }) => {
    for (const [way, out] of [
      ['as a value', told(redact(put(text)))],
      ['as a line of the log', redactText(told(redactNames(put(text))))],
    ]) {
      for (const trace of traces(secret)) expect(out, way).not.toContain(trace);
      expect(() => JSON.parse(out ?? '')).not.toThrow();
    }
  });
});

describe('by its name', () => {
  test.each(SECRET_NAMES)('%s is cut out, whatever it holds and however deep it lies', (name) => {
    for (const value of [QUIET, { x: QUIET }, [QUIET], 4711]) {
      const line = { a: [{ b: { [name]: value } }] };
      expect(told(redact(line))).toBe(`{"a":[{"b":{"${name}":"[redacted]"}}]}`);
      expect(told(redactNames(line))).toBe(told(redact(line)));
    }
    expect(told(redact(new Map([[name, QUIET]])))).not.toContain(QUIET);
    if (/authorization|cookie|api-key/i.test(name)) {
      expect(told(redact({ list: ['host', 'x', name.replace('_', '-'), QUIET] }))).not.toContain(
        QUIET,
      );
      expect(told(redact({ headers: [[name.replace('_', '-'), QUIET]] }))).not.toContain(QUIET);
    }
  });

  test('headers as fetch has them', () => {
    const headers = new Headers({ authorization: QUIET, cookie: QUIET, accept: 'text/html' });
    expect(redact({ headers })).toEqual({
      headers: { accept: 'text/html', authorization: '[redacted]', cookie: '[redacted]' },
    });
  });
});

test('secrets of this process are cut out whatever they look like', () => {
  redactAlso(['correct "horse" battery staple', 'short']);
  const line = { msg: 'It was correct "horse" battery staple.', other: 'short' };
  expect(redact(line)).toEqual({ msg: 'It was [redacted].', other: 'short' });
  expect(redactText(told(line))).not.toContain('battery');
});

test.each([
  'Send the token as: Authorization: Bearer <token>.',
  'You did not provide an API key. Send a token of Switchyard in its place, in the Authorization header, with Bearer auth or as the user name of Basic auth.',
  'There is no template "retail".',
  'column old_secret_ends_at, constraint notice_endpoint_secret_check',
  'token:20000000-0000-4000-8000-000000000001',
  'sw_AbCdEf',
  'acct_1NkDjjJyhOZfPCWt',
  'https://example.com/hooks?a=b#c',
  'mailto: admin@example.com',
  'disk_usage_total task_manager_running',
  'password: too short',
  '/settings/tokens',
])('%s stays as it is', (text) => {
  expect(redactText(text)).toBe(text);
  expect(redact({ text })).toEqual({ text });
});

test('a line without secrets is the same object, and what cannot be told is marked', () => {
  const line = { requestId: 'r', status: 200, at: new Date(0), none: null, list: { a: 1 } };
  expect(redact(line)).toBe(line);
  let deep: unknown = QUIET;
  for (let level = 0; level < 40; level += 1) deep = { level: deep };
  expect(told(redact(deep))).toContain('[cut]');
  expect(told(redact(deep))).not.toContain(QUIET);
  const circular: { self?: unknown; token: string } = { token: QUIET };
  circular.self = circular;
  expect(told(redact(circular))).not.toContain(QUIET);
  const looped = new Error('a');
  looped.cause = looped;
  expect(told(describeError(looped))).toContain('[cut]');
  const trap = Object.defineProperty({}, 'x', {
    enumerable: true,
    get() {
      throw new Error(QUIET);
    },
  });
  expect(redact({ trap })).toEqual({ trap: '[unreadable]' });
  expect(redact({ bytes: Buffer.from(QUIET) })).toEqual({ bytes: '[bytes]' });
});

test('whatever stands around it, a secret is cut out, and JSON stays JSON', () => {
  const around = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => ` ${text} `);
  fc.assert(
    fc.property(around, fc.constantFrom(...PLANTED), around, (before, planted, after) => {
      const line = JSON.stringify({ msg: `${before}${planted.text}${after}` });
      const out = redactText(line);
      for (const trace of traces(planted.secret)) expect(out).not.toContain(trace);
      JSON.parse(out);
      expect(redactText(out)).toBe(out);
    }),
    { numRuns: 2_000 },
  );
});

/** Texts that are a secret or nearly one: what they begin with, what stands between, and random words. */
const nearlySecret = fc
  .tuple(
    fc.constantFrom('', '{', 'x', '"', 'http://', '?'),
    fc.constantFrom(
      ...['secret', 'SECRET_KEY', 'password', 'password_hash', 'token.0', 'api-key', 'credentials'],
      ...[
        'bearer',
        'Basic',
        'authorization',
        'cookie',
        'x-api-key',
        'code',
        'eyJ',
        'scrypt$a',
        'user',
      ],
      ...['sk_', 'rk_', 'whsec_', 'sw_', 'inv_', 'accs_secret_', 'pi_secret_', 'plain'],
    ),
    fc.constantFrom('', '"', "'", '\\"'),
    fc.constantFrom('', ':', '=', '%3D', '+', '%20', '$', '.'),
    fc.constantFrom('', '[', '"', '["', "'"),
    fc.constantFrom(
      'abcDEF123456',
      'Zq7Xw2Lp9Kd4Vb8Nm3Rt6Hs1Jf5',
      'Zq7Xw2Lp.abcDEF-1',
      'plain',
      '<a>',
    ),
    fc.constantFrom('', '"', '@', ',', '\n', '\na'),
  )
  .map((pieces) => pieces.join(''));

test('the quick look misses nothing that the long one finds', () => {
  fc.assert(
    // Whatever has a tab in it is looked at long.
    fc.property(nearlySecret, (text) => `\t${redactText(text)}` === redactText(`\t${text}`)),
    { numRuns: 20_000 },
  );
});

test('a long text takes no long time', () => {
  for (const part of [
    'a',
    'a_',
    '_secret_',
    'bearer ',
    'password=',
    'https://a:',
    'eyJ',
    'cookie: ',
  ]) {
    const started = performance.now();
    redactText(part.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  }
});

test.each(PLANTED)(
  '$kind in a path is not logged, however it is written there',
  ({ text, secret }) => {
    const path = redactText(redactPath(`/api/templates/${encodeURIComponent(text)}`));
    expect(path).not.toContain(secret);
    expect(path).not.toContain(encodeURIComponent(secret));
    expect(redactPath('/api/templates/gr%C3%BCn')).toBe('/api/templates/gr%C3%BCn');
  },
);
