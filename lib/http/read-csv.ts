import { invalid } from '@/lib/domain/errors';
import type { Asking } from './asking';
import { readBytes } from './read-json';

/** Largest CSV file in bytes. */
export const MAX_CSV = 10 * 1024 * 1024;

/**
 * The bytes of a CSV file that is a request's body. Throws `payload_too_large` beyond 10 MB, and
 * `invalid_request` for another content type.
 */
export async function readCsv(request: Asking): Promise<Uint8Array> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^text\/csv\s*(;|$)/i.test(type)) {
    throw invalid({ pointer: '', message: 'Send the file itself, with Content-Type: text/csv.' });
  }
  return readBytes(request, MAX_CSV);
}
