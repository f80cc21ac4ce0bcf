import 'server-only';
import pino from 'pino';
import { env } from './env';
import { traceFields } from './trace';

const SECRET_KEYS = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'client_secret',
  'clientSecret',
  'password',
  'passwordHash',
  'token',
  'apiKey',
  'secretKey',
  'raw',
]);

/** Deeper than any line of ours; what lies deeper is cut off, so that nothing slips by below. */
const DEEPEST = 12;

/** A value with whatever stands under a secret's name cut out, however deep it lies. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (depth > DEEPEST) return '[cut]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      SECRET_KEYS.has(key) ? '[redacted]' : redact(inner, depth + 1),
    ]),
  );
}

/** Bytes of lines that are written at once, and how long they wait for one another at most. */
const TOGETHER = 4_096;
const WAIT_MS = 200;

/** Where lines go. A fatal one, and the end of the process, write what waits. */
const output = pino.destination({ dest: 1, minLength: TOGETHER, sync: false });
setInterval(() => output.flush(), WAIT_MS).unref();

/** One JSON line an event, with whatever could be a secret cut out, wherever it stands. */
export const log = pino({
  level: env().LOG_LEVEL,
  base: undefined,
  mixin: traceFields,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { log: (line) => redact(line) as Record<string, unknown> },
  serializers: { err: describeError },
});

/**
 * An error as the log keeps it. Only what we know to be harmless: a library's error may carry the
 * request it was about, and with it a key or a secret.
 */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
