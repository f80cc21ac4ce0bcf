import 'server-only';
import { setTimeout } from 'node:timers/promises';
import { type Actor, SYSTEM } from '@/lib/domain/permissions';
import { now } from '@/lib/time';
import { inspectSealed } from './reseal';

/** How long a start waits for the database to say with which keys its secrets are sealed. */
const WITHIN_MS = 2_000;

const named = (values: number, key: string | null) =>
  `${values === 1 ? 'One kept secret does' : `${values} kept secrets do`} not open` +
  (key === null
    ? ', sealed before keys had ids: is NEXTAUTH_SECRET another one?'
    : `: key ${key}.`);

/**
 * Throws where kept secrets were sealed with keys that this process does not have, with words that
 * tell what to do. Says `false` where the database did not tell in time: then it was not checked.
 */
export async function requireKnownKeys(actor: Actor = SYSTEM): Promise<boolean> {
  const context = { actor, requestId: 'start', now: now() };
  const known = inspectSealed(context, undefined).catch(() => null);
  const found = await Promise.race([known, setTimeout(WITHIN_MS, null, { ref: false })]);
  if (found === null) return false;
  // One that was altered under a key that is here is not the key's fault, and no reason to stand still.
  const closed = found.filter(({ is, key, unreadable }) =>
    key === null ? unreadable > 0 : is === 'missing',
  );
  if (closed.length === 0) return true;
  throw new Error(
    [
      ...closed.map(({ key, unreadable }) => named(unreadable, key)),
      'Nothing was started. Put the key that sealed them into SECRETS_KEY, or behind it into SECRETS_KEYS_OLD.',
      'If it is lost: npm run secrets:rotate -- --give-up',
    ].join('\n'),
  );
}
