import { AppError, type InputError, invalid } from '@/lib/domain/errors';
import type { Asking } from './asking';
import { suspectNames } from './suspect-names';

/** Largest request body in bytes. */
export const MAX_BODY = 64 * 1024;

function tooLarge(max: number): AppError {
  return new AppError(
    'payload_too_large',
    `The body is larger than ${max / 1024} kB. Split it into several requests.`,
  );
}

/**
 * The bytes of a request's body. Throws `payload_too_large` beyond 64 kB, or as many as are given,
 * without reading on, and `invalid_request` where it ends before all of it has come.
 */
export async function readBytes(request: Asking, max = MAX_BODY): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > max) throw tooLarge(max);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > max) throw tooLarge(max);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw invalid({ pointer: '', message: 'The body ended before all of it had come. Try again.' });
  }
  return Buffer.concat(chunks);
}

/**
 * Whether a text is its value written out: then no name was lost on the way. It costs a fraction of
 * looking at every name.
 */
const isPlain = (text: string, value: unknown) =>
  !text.includes('__proto__') && JSON.stringify(value) === text;

/**
 * The JSON value of a request's body. Throws `payload_too_large` beyond 64 kB, and
 * `invalid_request` for another content type, broken UTF-8 or JSON, or a property that stands twice.
 */
export async function readJson(request: Asking): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw invalid({ pointer: '', message: 'Send JSON, with Content-Type: application/json.' });
  }
  const bytes = await readBytes(request);
  let value: unknown;
  let errors: InputError[];
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    value = JSON.parse(text);
    errors = isPlain(text, value) ? [] : suspectNames(text);
  } catch {
    throw invalid({ pointer: '', message: 'The body is not valid JSON in UTF-8.' });
  }
  const [first, ...rest] = errors;
  if (first) throw invalid(first, ...rest);
  return value;
}
