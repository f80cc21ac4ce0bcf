import 'server-only';
import http from 'node:http';
import https from 'node:https';
import { Webhook } from 'standardwebhooks';
import type { SendError, SendResult } from '@/lib/domain/notice-attempts';
import { ADDRESS_REFUSED, literalAddress, lookupFor, mayCall } from './addresses';

/** How long one attempt may last, from looking the name up to the answer's headers. */
export const TIMEOUT_MS = 10_000;

/** A notice to be sent, once. */
export interface Outgoing {
  url: string;
  /** The notice's id, by which a receiver knows one that it has had already. */
  id: string;
  body: string;
  /** What to sign with, the newest first. */
  secrets: readonly string[];
  /** The moment of the attempt; receivers refuse what is older than some minutes. */
  at: Date;
  /** How long it may last, if not as long as usual. */
  timeoutMs?: number;
}

/** The headers of a notice, by Standard Webhooks: one signature for each secret. */
export function signedHeaders({ id, body, secrets, at }: Omit<Outgoing, 'url' | 'timeoutMs'>) {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}

const KINDS: Readonly<Record<string, SendError>> = {
  [ADDRESS_REFUSED]: 'address_refused',
  ABORT_ERR: 'timeout',
  ETIMEDOUT: 'timeout',
  ENOTFOUND: 'not_resolved',
  EAI_AGAIN: 'not_resolved',
  ECONNRESET: 'broken_off',
  EPIPE: 'broken_off',
  EPROTO: 'not_secure',
};

/** Why there was no answer, from what Node says of it. */
function errorOf(error: NodeJS.ErrnoException): SendError {
  const code = error.code ?? '';
  // Where a name has several addresses, Node tells one error for each.
  const [first] = error instanceof AggregateError ? error.errors : [];
  if (!KINDS[code] && first) return errorOf(first);
  if (/^HPE_/.test(code)) return 'broken_off';
  if (/CERT|^ERR_TLS|^ERR_SSL|SIGNATURE|ISSUER/.test(code)) return 'not_secure';
  return KINDS[code] ?? 'no_connection';
}

type Ending = Omit<Extract<SendResult, { error: null }>, 'ms'> | SendError;

function post(outgoing: Outgoing, url: URL, end: (ending: Ending) => void): void {
  const encrypted = url.protocol === 'https:';
  const body = Buffer.from(outgoing.body);
  const request = (encrypted ? https : http).request(url, {
    method: 'POST',
    agent: false,
    lookup: lookupFor(encrypted),
    signal: AbortSignal.timeout(outgoing.timeoutMs ?? TIMEOUT_MS),
    headers: {
      'content-type': 'application/json',
      'content-length': body.length,
      'user-agent': 'Switchyard',
      ...signedHeaders(outgoing),
    },
  });
  request.on('error', (error) => end(errorOf(error)));
  request.on('response', (response) => {
    const { statusCode = 0, headers } = response;
    end({ httpStatus: statusCode, error: null, retryAfter: headers['retry-after'] ?? null });
    // What is answered is of no use here, however long it is.
    response.destroy();
  });
  request.end(body);
}

/**
 * Sends a notice once, signed, and says how that ended; never throws. Follows no redirect, reads no
 * answer beyond its headers, and refuses addresses that nothing may be sent to.
 */
export function sendNotice(outgoing: Outgoing): Promise<SendResult> {
  const started = performance.now();
  const url = new URL(outgoing.url);
  const literal = literalAddress(url);
  return new Promise((resolve) => {
    const end = (ending: Ending) => {
      const ms = Math.round(performance.now() - started);
      resolve(
        typeof ending === 'string'
          ? { httpStatus: null, error: ending, retryAfter: null, ms }
          : { ...ending, ms },
      );
    };
    if (literal && !mayCall(literal, url.protocol === 'https:')) return end('address_refused');
    return post(outgoing, url, end);
  });
}
