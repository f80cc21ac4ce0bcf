import { invalid } from '@/lib/domain/errors';
import type { FormTree } from '@/lib/domain/form-shape';
import type { Asking } from './asking';
import { parseForm } from './form';
import { readBytes } from './read-json';
import { urlParts } from './url-parts';

const FORM = /^application\/x-www-form-urlencoded\s*(;|$)/i;

/**
 * The form of a request's body. Throws `payload_too_large` beyond 64 kB, and `invalid_request` for
 * another content type, parameters in the address, and whatever is no clean form.
 */
export async function readForm(request: Asking): Promise<FormTree> {
  if (urlParts(request.url).query !== '') {
    throw invalid({ pointer: '', message: 'Send parameters in the body, not in the address.' });
  }
  const bytes = await readBytes(request);
  const type = request.headers.get('content-type') ?? '';
  if (bytes.byteLength > 0 && !FORM.test(type)) {
    throw invalid({
      pointer: '',
      message: 'Send a form, with Content-Type: application/x-www-form-urlencoded.',
    });
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalid({ pointer: '', message: 'The body is not a form in UTF-8.' });
  }
  return parseForm(text);
}
