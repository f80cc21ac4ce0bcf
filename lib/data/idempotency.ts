import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import { canonical } from '@/lib/domain/canonical';
import { AppError } from '@/lib/domain/errors';
import { refusedAsByStripe } from '@/lib/domain/stripe-refusals';
import { type Context, verb } from './context';

/** As long as Stripe remembers a key. */
const KEPT_MS = 24 * 3600_000;
/** Longer than any mint takes; the lease of a process that died ends by itself. */
const LEASE_MS = 15_000;
/** Rows that are removed at once, so that no removal holds up those who use keys. */
const BATCH = 1_000;

/** A key that this request has for itself. */
export interface Claim {
  keyHash: Uint8Array<ArrayBuffer>;
  lease: string;
}

const hashOf = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());

/** Keys of one caller say nothing of another's. */
const ownerOf = ({ actor }: Context) => `${actor.kind}:${actor.id}`;

function otherParameters(): AppError {
  return refusedAsByStripe(
    'Keys for idempotent requests can only be used with the same parameters they were first used with. Use another key for another request.',
    { type: 'idempotency_error' },
  );
}

function inUse(): AppError {
  return new AppError(
    'conflict',
    'Another request with this idempotency key is still in progress. Wait for its answer, or try again shortly.',
    {
      retryAfter: 1,
      members: { stripe: { type: 'invalid_request_error', code: 'idempotency_key_in_use' } },
    },
  );
}

/** Why a key could not be claimed. */
async function refusal(owner: string, keyHash: Claim['keyHash'], paramsHash: Uint8Array) {
  const row = await db().idempotencyKey.findUnique({
    where: { owner_keyHash: { owner, keyHash } },
  });
  const same = row === null || Buffer.from(row.paramsHash).equals(paramsHash);
  return same ? inUse() : otherParameters();
}

/**
 * Claims an idempotency key for a request, on behalf of whoever makes it. The same key with the same
 * parameters may be claimed again once the request before it has its answer; nothing of that answer
 * is kept. Parameters count as the same in whatever order they stand.
 * Throws `invalid_request` (Stripe's `idempotency_error`) for a key that came with other parameters
 * within the last 24 hours, and `conflict` (`idempotency_key_in_use`) while it is in use.
 */
export const claimKey = verb(
  'sessions:create',
  async (context, { key, params }: { key: string; params: unknown }): Promise<Claim> => {
    const { now } = context;
    const owner = ownerOf(context);
    const [keyHash, paramsHash] = [hashOf(key), hashOf(canonical(params))];
    const lease = randomUUID();
    const until = new Date(now.getTime() + LEASE_MS);
    const forgotten = new Date(now.getTime() - KEPT_MS);
    const claimed = await db().$executeRaw`
      INSERT INTO idempotency_key AS known
        (owner, key_hash, params_hash, first_used_at, lease, leased_until)
      VALUES (${owner}, ${keyHash}, ${paramsHash}, ${now}, ${lease}::uuid, ${until})
      ON CONFLICT (owner, key_hash) DO UPDATE SET
        params_hash = excluded.params_hash,
        first_used_at = CASE WHEN known.first_used_at <= ${forgotten}
          THEN excluded.first_used_at ELSE known.first_used_at END,
        lease = excluded.lease,
        leased_until = excluded.leased_until
      WHERE (known.leased_until IS NULL OR known.leased_until <= ${now})
        AND (known.params_hash = excluded.params_hash OR known.first_used_at <= ${forgotten})`;
    if (claimed === 0) throw await refusal(owner, keyHash, paramsHash);
    return { keyHash, lease };
  },
);

/** Gives a key free for the next request with it. One whose lease is over belongs to another by now. */
export const releaseKey = verb('sessions:create', async (context, { keyHash, lease }: Claim) => {
  await db().idempotencyKey.updateMany({
    where: { owner: ownerOf(context), keyHash, lease },
    data: { lease: null, leasedUntil: null },
  });
});

/** Removes keys that are older than 24 hours, some at a time. Returns how many. */
export const pruneKeys = verb('mirror:manage', async ({ now }): Promise<number> => {
  const forgotten = new Date(now.getTime() - KEPT_MS);
  return db().$executeRaw`
    DELETE FROM idempotency_key WHERE (owner, key_hash) IN (
      SELECT owner, key_hash FROM idempotency_key
      WHERE first_used_at <= ${forgotten} AND (leased_until IS NULL OR leased_until <= ${now})
      ORDER BY first_used_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`;
});
