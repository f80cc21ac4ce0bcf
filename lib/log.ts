import 'server-only';
import pino from 'pino';
import { env } from './env';

const SECRET_KEYS = [
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
];

/** One JSON line an event, with whatever could be a secret cut out, wherever it stands. */
export const log = pino({
  level: env().LOG_LEVEL,
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: SECRET_KEYS.flatMap((key) => [
      `["${key}"]`,
      `*["${key}"]`,
      `*.*["${key}"]`,
      `*.*.*["${key}"]`,
    ]),
    censor: '[redacted]',
  },
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
