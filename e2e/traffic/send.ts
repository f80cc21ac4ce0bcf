import { Pool } from 'undici';
import type { Ended } from './ledger';

/** What is asked of an instance. */
export interface Ask {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  json?: unknown;
  form?: Record<string, string>;
}

/** What came of it; nothing but a status where the connection was torn. */
export interface Reply {
  status: Ended;
  text: string;
  ms: number;
  code?: string;
  /** The requests' cookies, as they were set. */
  cookies: string[];
}

/** An answer that must not be, whatever goes wrong meanwhile. */
export class Undeclared extends Error {
  override readonly name = 'Undeclared';
}

/** By which an answer of 500 and above says what is the matter; `internal` is none of them. */
const DECLARED = new Set([
  ...['stripe_rejected', 'stripe_unavailable', 'stripe_timeout'],
  ...['database_unavailable', 'console_unavailable', 'rate_limited'],
  // What Stripe's own clients are told.
  'api_error',
]);

/** Longer than any answer may take. */
const WITHIN_MS = 20_000;
const CONNECTIONS = 64;

const pools = new Map<string, Pool>();

function poolOf(origin: string): Pool {
  const known = pools.get(origin);
  if (known) return known;
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    headersTimeout: WITHIN_MS,
    bodyTimeout: WITHIN_MS,
    // The product ends idle connections after 75 s: so the client is the one to close them.
    keepAliveTimeout: 30_000,
  });
  pools.set(origin, pool);
  return pool;
}

/** Ends all connections that were kept. */
export async function hangUp(): Promise<void> {
  await Promise.all([...pools.values()].map((pool) => pool.destroy()));
  pools.clear();
}

function bodyOf({ json, form }: Ask): { body?: string; type?: string } {
  if (form) {
    const body = new URLSearchParams(form).toString();
    return { body, type: 'application/x-www-form-urlencoded' };
  }
  return json === undefined ? {} : { body: JSON.stringify(json), type: 'application/json' };
}

/** The code of a problem, be it ours or one in Stripe's form. */
export function codeOf(text: string): string | undefined {
  try {
    const { code, error } = JSON.parse(text) as {
      code?: string;
      error?: { code?: string; type?: string };
    };
    return code ?? error?.code ?? error?.type;
  } catch {
    return undefined;
  }
}

function isDeclared(status: number, text: string, code: string | undefined): boolean {
  if (status < 500) return true;
  if (code !== undefined) return DECLARED.has(code);
  return status === 503 && /is away|unavailable|starting/i.test(text);
}

/**
 * Asks an instance. A torn connection is an answer too; one that is not declared throws `Undeclared`,
 * and so does a secret where none belongs.
 */
export async function send(
  origin: string,
  path: string,
  ask: Ask = {},
  mayHoldSecret = false,
): Promise<Reply> {
  const { body, type } = bodyOf(ask);
  const method = ask.method ?? (body === undefined ? 'GET' : 'POST');
  const from = performance.now();
  const ms = () => Math.round(performance.now() - from);
  const headers = { ...(type && { 'content-type': type }), ...ask.headers };
  let status: number;
  let text: string;
  let cookies: string[];
  let requestId: string;
  try {
    const answer = await poolOf(origin).request({ method, path, headers, body: body ?? null });
    status = answer.statusCode;
    cookies = [answer.headers['set-cookie'] ?? []].flat();
    requestId = String(answer.headers['x-request-id'] ?? 'no request id');
    text = await answer.body.text();
  } catch {
    return { status: 'torn', text: '', ms: ms(), cookies: [] };
  }
  const code = status >= 400 ? codeOf(text) : undefined;
  if (!isDeclared(status, text, code)) {
    throw new Undeclared(
      `${method} ${path} (${requestId}, ${new Date().toISOString()}) was answered ${status}: ${text.slice(0, 300)}`,
    );
  }
  if (text.includes('accs_secret_') && !(mayHoldSecret && status === 200)) {
    throw new Undeclared(`${method} ${path} was answered ${status} with a client secret.`);
  }
  return { status, text, ms: ms(), cookies, ...(code && { code }) };
}
