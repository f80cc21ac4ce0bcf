import 'server-only';
import { randomBytes } from 'node:crypto';
import type { Place } from '../sealed/seal';

const PREFIX = 'whsec_';

/** A new secret to sign with, as Standard Webhooks writes them. */
export function newSecret(): string {
  return PREFIX + randomBytes(32).toString('base64');
}

/** Where the secrets of an endpoint are kept: the one that holds, and the one that it replaced. */
export const placeOf = (id: string, column: 'secret' | 'old_secret' = 'secret'): Place => ({
  table: 'notice_endpoint',
  column,
  id,
});
