/** An answer before it is written to whoever asked. Names of header fields are in lower case. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Whether the body is known to be ASCII, so that nobody has to count its bytes. */
  ascii?: boolean;
}

/** The same as a web `Response`. */
export const asResponse = ({ status, headers, body }: Reply): Response =>
  new Response(body, { status, headers });

/** Header fields by name, in whatever way they were given. */
export function fieldsOf(headers: HeadersInit | undefined): Record<string, string> {
  if (headers === undefined) return {};
  if (headers instanceof Headers || Array.isArray(headers)) {
    return Object.fromEntries(new Headers(headers));
  }
  return headers;
}
