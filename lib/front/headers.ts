import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';

/** What concerns one connection alone (RFC 9110, 7.6.1), and `expect`, which is answered here. */
const OF_ONE_HOP = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
]);

/** What `Connection` may not take away, because the other side would read another request then. */
const STAYS = new Set(['host', 'content-length']);

/** What Next says to itself: nobody else has to say it. */
const OF_NEXT = /^x-(?:middleware|invoke|nextjs|next)-/;

/** How Next's own script asks for a part of a page; a route would be answered with a redirect. */
const OF_PAGES = /^(?:rsc$|next-)/;

function withoutHop(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const named = new Set(
    (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase()),
  );
  const kept = Object.entries(headers).filter(
    ([name]) => !OF_ONE_HOP.has(name) && (!named.has(name) || STAYS.has(name)),
  );
  return Object.fromEntries(kept);
}

/** Whether a request brings a body, by what frames it. */
export function bringsBody({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

/**
 * The headers with which a request goes on to the console. Its body keeps the kind of frame that it
 * came in, since a method that usually has no body would be sent with none. The caller's address is
 * filled in where no proxy has written one down; Next fills in the other `x-forwarded-` headers. A
 * page's policy goes along, because Next takes the nonce from there, and never one of the caller's.
 * Nor does anything that Next heeds as its own word.
 */
export function headersOnward(request: IncomingMessage, policy?: string): OutgoingHttpHeaders {
  const { headers, socket } = request;
  const onward = withoutHop(headers);
  const chunked = headers['transfer-encoding'];
  if (chunked !== undefined) onward['transfer-encoding'] = chunked;
  onward['x-forwarded-for'] ??= socket.remoteAddress;
  if (onward['x-forwarded-for'] === undefined) delete onward['x-forwarded-for'];
  for (const name of Object.keys(onward)) {
    if (OF_NEXT.test(name) || (policy === undefined && OF_PAGES.test(name))) delete onward[name];
  }
  delete onward['content-security-policy-report-only'];
  if (policy === undefined) delete onward['content-security-policy'];
  else onward['content-security-policy'] = policy;
  return onward;
}

/** The headers with which the console's answer goes back. */
export function headersBack(answer: IncomingMessage): OutgoingHttpHeaders {
  return withoutHop(answer.headers);
}
