import { type JsonPieces, joinedPieces } from '@/lib/domain/ascii-json';

/** What an answer may hold: any text, or JSON of which some is kept. */
export type AnyBody = string | JsonPieces;

/** An answer before it is written to whoever asked. Names of header fields are in lower case. */
export interface Reply<Body extends AnyBody = string> {
  status: number;
  headers: Record<string, string>;
  body: Body;
}

/** The same as a web `Response`. */
export const asResponse = ({ status, headers, body }: Reply<AnyBody>): Response =>
  new Response(typeof body === 'string' ? body : joinedPieces(body), { status, headers });

/** Header fields by name, in whatever way they were given. */
export function fieldsOf(headers: HeadersInit | undefined): Record<string, string> {
  if (headers === undefined) return {};
  if (headers instanceof Headers || Array.isArray(headers)) {
    return Object.fromEntries(new Headers(headers));
  }
  return headers;
}
