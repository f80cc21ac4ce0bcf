import { describe, expect, it, vi } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import { MAX_BODY, readJson } from './read-json';
import { suspectNames } from './suspect-names';

const JSON_TYPE = { 'content-type': 'application/json' };

function post(body: BodyInit | null, headers: Record<string, string> = JSON_TYPE): Request {
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, headers, duplex: 'half' };
  return new Request('http://localhost/api/changes', init);
}

/** The error with which a body is refused. */
async function refusal(request: Request): Promise<AppError> {
  try {
    await readJson(request);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('This body was taken.');
}

const NOT_JSON = {
  code: 'invalid_request',
  errors: [{ pointer: '', message: 'The body is not valid JSON in UTF-8.' }],
};

/** A JSON text of exactly so many bytes. */
const textOf = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2));

describe('the size of a body', () => {
  it('may be as large as the limit', async () => {
    expect(await readJson(post(textOf(MAX_BODY)))).toHaveLength(MAX_BODY - 2);
  });

  it.each([MAX_BODY + 1, 70 * 1024])('is refused at %i bytes, told by its header', async (size) => {
    const request = post(textOf(size), { ...JSON_TYPE, 'content-length': String(size) });
    expect((await refusal(request)).code).toBe('payload_too_large');
    expect(request.bodyUsed).toBe(false);
  });

  it.each([undefined, '10', 'many'])(
    'is refused without reading on where the header says %s',
    async (contentLength) => {
      const chunk = new Uint8Array(8 * 1024).fill(0x20);
      let sent = 0;
      let ended = false;
      const body = new ReadableStream({
        pull: (controller) => {
          sent += chunk.byteLength;
          controller.enqueue(chunk);
          if (sent > 16 * MAX_BODY) controller.close();
        },
        cancel: () => {
          ended = true;
        },
      });
      const length: Record<string, string> = contentLength
        ? { 'content-length': contentLength }
        : {};
      const error = await refusal(post(body, { ...JSON_TYPE, ...length }));
      expect(error.code).toBe('payload_too_large');
      expect(ended).toBe(true);
      expect(sent).toBeLessThan(MAX_BODY + 4 * chunk.byteLength);
    },
  );

  it('is counted in bytes, not in letters', async () => {
    expect((await refusal(post(JSON.stringify('é'.repeat(33 * 1024))))).code).toBe(
      'payload_too_large',
    );
  });
});

describe('the content type', () => {
  it.each(['application/json', 'Application/JSON', 'application/json; charset=utf-8'])(
    'may be %s',
    async (type) => {
      expect(await readJson(post('{"a":1}', { 'content-type': type }))).toEqual({ a: 1 });
    },
  );

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=application/json',
    'application/jsonp',
    'text/plain; application/json',
    'application/ld+json',
  ])('may not be %s', async (type) => {
    const request = post('{"a":1}', { 'content-type': type });
    expect((await refusal(request)).message).toContain('Content-Type: application/json');
    expect(request.bodyUsed).toBe(false);
  });

  it('may not be missing', async () => {
    const request = post(new Uint8Array([0x31]), {});
    expect((await refusal(request)).code).toBe('invalid_request');
  });
});

describe('a body that is not JSON', () => {
  const bytes = (...values: number[]) => new Uint8Array(values);

  it.each<[name: string, body: BodyInit | null]>([
    ['nothing', null],
    ['an empty text', ''],
    ['blanks', ' \n'],
    ['half of it', '{"reason": "x", "edits": ['],
    ['more than one value', '{} {}'],
    ['a comment', '{} // so'],
    ['a trailing comma', '{"a": 1,}'],
    ['single quotes', "{'a': 1}"],
    ['a bare NUL', '{"a": "\u0000"}'],
    ['NaN', '{"a": NaN}'],
    ['a lone continuation byte', bytes(0x22, 0x80, 0x22)],
    ['an overlong slash', bytes(0x22, 0xc0, 0xaf, 0x22)],
    ['a surrogate in UTF-8', bytes(0x22, 0xed, 0xa0, 0x80, 0x22)],
    ['a cut-off character', bytes(0x22, 0xe2, 0x82)],
    ['UTF-16', new Uint8Array(Buffer.from('\ufeff{"a":1}', 'utf16le'))],
  ])('is refused: %s', async (_name, body) => {
    expect(await refusal(post(body))).toMatchObject(NOT_JSON);
  });

  it('is refused without an echo of it', async () => {
    const error = await refusal(post('{"password": "correct horse" oops}'));
    expect(JSON.stringify([error.message, error.errors])).not.toContain('horse');
  });
});

describe('a property that stands twice', () => {
  it.each<[text: string, pointers: string[]]>([
    ['{"a": 1, "a": 1}', ['/a']],
    ['{"a": 1, "\\u0061": 2}', ['/a']],
    [
      '{"edits": [{"op": "x"}, {"set": {"payments": "on", "payments": "off"}}]}',
      ['/edits/1/set/payments'],
    ],
    ['{"a": {"b": [[{"c/d": 1, "c/d": 2}]]}}', ['/a/b/0/0/c~1d']],
    ['{"a": 1, "b": {"c": 1, "c": 2}, "a": 2}', ['/b/c', '/a']],
    ['{"__proto__": {"x": 1}}', ['/__proto__']],
    ['{"set": {"\\u005f_proto__": "on"}}', ['/set/__proto__']],
  ])('is refused in %s', async (text, pointers) => {
    const { code, errors } = await refusal(post(text));
    expect(code).toBe('invalid_request');
    expect(errors?.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it('may stand once in each of several objects', async () => {
    const text = '{"a":{"b":1},"b":[{"a":1},{"a":1,"constructor":1}],"c":{"a":{"a":1}}}';
    expect(JSON.stringify(await readJson(post(text)))).toBe(text);
  });
});

describe('a deep nest', () => {
  it.each<[name: string, text: string]>([
    ['of lists', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['of objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['of objects that end in the middle', '{"a":'.repeat(10_000)],
  ])('%s has an answer: the value, or that it cannot be read', async (_name, text) => {
    const outcome = await readJson(post(text)).catch((error: AppError) => error.code);
    if (typeof outcome === 'string') expect(outcome).toBe('invalid_request');
    else expect(JSON.stringify(outcome).length).toBe(text.length);
  });

  // A pointer costs as much as the nest is deep: one for each property made 64 kB take seconds.
  it.each<[name: string, properties: string, errors: number]>([
    ['names that all differ', Array.from({ length: 5_000 }, (_, i) => `"${i}":0`).join(), 0],
    ['one name again and again', Array.from({ length: 10_000 }, () => '"":0').join(), 50],
  ])('costs no more pointers than it has errors to report, with %s', async (_, text, errors) => {
    const body = `${'['.repeat(1_000)}{${text}}${']'.repeat(1_000)}`;
    const pointer = vi.fn(() => '/deep');
    expect(suspectNames(body, pointer)).toHaveLength(errors);
    expect(pointer).toHaveBeenCalledTimes(errors);
    const outcome = await readJson(post(body)).catch((error: AppError) => error);
    expect(outcome instanceof AppError ? outcome.errors?.length : 0).toBe(errors);
  });
});

it('says so where a body ends before all of it has come', async () => {
  const broken = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"a":'));
    },
    pull(controller) {
      controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
    },
  });
  expect(await refusal(post(broken))).toMatchObject({
    code: 'invalid_request',
    errors: [{ pointer: '', message: 'The body ended before all of it had come. Try again.' }],
  });
});
