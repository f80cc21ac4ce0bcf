import 'server-only';
import { authenticateToken } from './data/tokens';
import { AppError } from './domain/errors';
import type { Actor } from './domain/permissions';
import type { Asking } from './http/asking';

/** The machine behind `Authorization: Bearer <token>`. Throws `unauthenticated`. */
export async function authenticateBearer(authorization: string, now: Date): Promise<Actor> {
  const [, token] = /^Bearer +(\S{1,200})$/i.exec(authorization) ?? [];
  if (token) return authenticateToken(token, now);
  throw new AppError('unauthenticated', 'Send the token as: Authorization: Bearer <token>.');
}

/**
 * Who makes a request in Stripe's own form: a machine, by its token where Stripe's clients put the
 * key, as bearer or as the user name of basic credentials. A cookie lets nobody in here.
 * Throws `unauthenticated`.
 */
export async function authenticateAsKey(request: Asking, now: Date): Promise<Actor> {
  const authorization = request.headers.get('authorization') ?? '';
  const [, scheme = '', value = ''] = /^(bearer|basic) +(\S{1,400})$/i.exec(authorization) ?? [];
  const token = /^basic$/i.test(scheme)
    ? Buffer.from(value, 'base64').toString('utf8').split(':', 1)[0]
    : value;
  if (token && token.length <= 200) return authenticateToken(token, now);
  throw new AppError(
    'unauthenticated',
    'You did not provide an API key. Send a token of Switchyard in its place, in the Authorization header, with Bearer auth or as the user name of Basic auth.',
  );
}
