import { AppError } from '@/lib/domain/errors';

/**
 * Codes that say "no database right now": Prisma's for connecting, pool and transaction timeouts,
 * Postgres's for shutdown, start-up, connection trouble, full disk, exhausted connections and a server
 * that only reads, and Node's for sockets.
 */
const UNAVAILABLE = new Set([
  ...['P1000', 'P1001', 'P1002', 'P1003', 'P1008', 'P1010', 'P1011', 'P1017'],
  ...['P2024', 'P2028', 'P2037'],
  ...['08000', '08001', '08003', '08004', '08006', '08P01'],
  ...['25006', '25P03', '53000', '53100', '53200', '53300', '53400', '55P03', '57014'],
  ...['57P01', '57P02', '57P03', '57P05', '58000', '58030'],
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'],
]);

const NO_CONNECTION_NAMES = new Set(['PrismaClientInitializationError']);

/** Of these, the ones after which nobody knows whether what was asked for was done. */
const UNCERTAIN = [
  ...['ConnectionClosed', 'SocketTimeout', 'ECONNRESET', 'EPIPE', 'P1017'],
  ...['08006', '08007', '57P01', '57P02'],
];

const LINKS = ['cause', 'meta', 'driverAdapterError', 'errors'] as const;

/** The codes and names of an error and of everything it was caused by. */
function marksOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 6) return [];
  const { code, originalCode, kind, name } = error as Record<string, unknown>;
  const own = [code, originalCode, kind, name].filter((mark) => typeof mark === 'string');
  return [
    ...own,
    ...LINKS.flatMap((link) => {
      const next = (error as Record<string, unknown>)[link];
      return (Array.isArray(next) ? next : [next]).flatMap((e) => marksOf(e, depth + 1));
    }),
  ];
}

/** Whether an error carries one of these codes, itself or in what caused it. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  const marks = marksOf(error);
  return codes.some((code) => marks.includes(code));
}

/**
 * Database errors as the product's own: `database_unavailable` where the database cannot be
 * reached or is too busy. Anything else comes back as it is.
 */
export function asAppError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const away = marksOf(error).some(
    (mark) => UNAVAILABLE.has(mark) || NO_CONNECTION_NAMES.has(mark),
  );
  if (!away) return error;
  const lost = hasCode(error, ...UNCERTAIN);
  return new AppError(
    'database_unavailable',
    lost
      ? 'The database was lost before it answered. If this was to change something, look whether it was done before you ask again.'
      : 'The database does not answer right now. Nothing was changed; try again shortly.',
    { retryAfter: 2, cause: error },
  );
}
