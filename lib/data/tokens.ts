import 'server-only';
import { hash, randomBytes, randomUUID } from 'node:crypto';
import { type Db, db } from '@/lib/db';
import { AppError, invalid, notFound } from '@/lib/domain/errors';
import {
  type NewToken,
  type Rotation,
  type TokenState,
  type TokenView,
  tokenState,
} from '@/lib/domain/people';
import type { Actor, Scope } from '@/lib/domain/permissions';
import { writeAudit } from './audit';
import { feed } from './cache/feed';
import { type KeptToken, noteTokenUse, tokenByHash } from './cache/tokens';
import { type Context, verb } from './context';
import { asAppError } from './database-errors';
import type { ApiToken } from './generated/client';

const PREFIX = 'sw_';
/** May stand before a token: some of Stripe's clients take only what looks like a key of Stripe's. */
const AS_STRIPE_KEY = 'rk_switchyard_';
const SHOWN = PREFIX.length + 6;
const LAST_USED_STEP_MS = 60_000;

/** Tokens hold 256 random bits, so one round of SHA-256 is enough to keep them by. */
const hashOf = (token: string) => new Uint8Array(hash('sha256', token, 'buffer'));

function requireFuture(expiresAt: Date | null, now: Date): void {
  if (expiresAt === null || expiresAt.getTime() > now.getTime()) return;
  throw invalid({ pointer: '/expiresAt', message: 'The expiry lies in the past.' });
}

/** A token's row and its text, which is to be in the answer and nowhere else. */
function makeToken(context: Context, { name, scopes, expiresAt }: NewToken) {
  const token = PREFIX + randomBytes(32).toString('base64url');
  const row = {
    id: randomUUID(),
    name,
    prefix: token.slice(0, SHOWN),
    hash: hashOf(token),
    scopes: [...scopes],
    createdBy: context.actor.kind === 'user' ? context.actor.id : null,
    createdAt: context.now,
    expiresAt,
  };
  const { prefix } = row;
  return { token, row, audited: { name, prefix, scopes, expiresAt } };
}

/** Makes an API token. Its text is in the answer and nowhere else: only a hash of it is kept. */
export const createToken = verb('tokens:manage', async (context, input: NewToken) => {
  requireFuture(input.expiresAt, context.now);
  const { token, row, audited } = makeToken(context, input);
  await db().$transaction(async (tx) => {
    await tx.apiToken.create({ data: row });
    await writeAudit(tx, context, {
      action: 'token.create',
      subject: { kind: 'token', id: row.id },
      after: audited,
    });
  });
  return { id: row.id, token };
});

/** Why a token cannot be rotated; it can be once, while it holds. */
const NOT_TO_ROTATE: Readonly<Record<Exclude<TokenState, 'active'>, string>> = {
  revoked: 'This token was revoked. Make a new one instead.',
  expired: 'This token has expired. Make a new one instead.',
  overlap: 'This token was rotated already. Rotate its successor instead.',
  replaced: 'This token was rotated already. Rotate its successor instead.',
};

/** The token's row, locked, so that of two rotations at once the second finds it rotated. */
async function lockedToken(tx: Db, id: string): Promise<ApiToken> {
  await tx.$queryRaw`SELECT 1 FROM api_token WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.apiToken.findUnique({ where: { id } });
  if (!row) throw notFound('token', id);
  return row;
}

/**
 * Makes a token's successor, with its name, its scopes and a new expiry. The old one goes on for the
 * overlap, never beyond its own expiry, and then ends by itself: its end is in its row.
 * Throws `not_found`, and `conflict` for a token that holds no longer or was rotated before.
 */
export const rotateToken = verb(
  'tokens:manage',
  async (context, { id, overlapSeconds, expiresAt }: Rotation & { id: string }) => {
    const { now } = context;
    requireFuture(expiresAt, now);
    return db().$transaction(async (tx) => {
      const old = await lockedToken(tx, id);
      const state = tokenState(old, now);
      if (state !== 'active') throw new AppError('conflict', NOT_TO_ROTATE[state]);
      const wanted = now.getTime() + overlapSeconds * 1000;
      const overlapEndsAt = new Date(Math.min(wanted, old.expiresAt?.getTime() ?? wanted));
      const scopes = old.scopes as Scope[];
      const { token, row, audited } = makeToken(context, { name: old.name, scopes, expiresAt });
      await tx.apiToken.update({ where: { id }, data: { rotatedAt: now, overlapEndsAt } });
      await tx.apiToken.create({ data: { ...row, predecessorId: id } });
      await writeAudit(tx, context, {
        action: 'token.rotate',
        subject: { kind: 'token', id },
        after: { ...audited, successor: row.id, overlapEndsAt },
      });
      return { id: row.id, token, overlapEndsAt: overlapEndsAt.toISOString() };
    });
  },
);

/** All API tokens, newest first, without their texts. */
export const listTokens = verb('tokens:manage', async (): Promise<TokenView[]> => {
  const rows = await db().apiToken.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] });
  return rows.map(({ hash: _hash, createdBy: _createdBy, ...row }) => ({
    ...row,
    scopes: row.scopes as Scope[],
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    rotatedAt: row.rotatedAt?.toISOString() ?? null,
    overlapEndsAt: row.overlapEndsAt?.toISOString() ?? null,
  }));
});

/** Ends a token for good; at once, because every request looks it up. Throws `not_found`. */
export const revokeToken = verb('tokens:manage', async (context, { id }: { id: string }) => {
  await db().$transaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: context.now },
    });
    if (count === 0) {
      if ((await tx.apiToken.count({ where: { id } })) === 0) throw notFound('token', id);
      return;
    }
    await writeAudit(tx, context, { action: 'token.revoke', subject: { kind: 'token', id } });
  });
});

/** Why a token lets nobody in, and what to do. */
const REFUSALS: Readonly<Record<Exclude<TokenState, 'active' | 'overlap'>, string>> = {
  revoked: 'This token was revoked. Ask an admin for a new one.',
  expired: 'This token has expired. Ask an admin for a new one.',
  replaced: 'This token was rotated and its time is over. Use the one that took its place.',
};

function refuse(detail: string, actor?: Actor): AppError {
  return new AppError('unauthenticated', detail, actor && { denied: { actor } });
}

/**
 * Notes that a token was used, at most once a minute. The first use after a rotation is always
 * noted: it tells whether somebody still has to change over.
 */
async function noteUse(row: KeptToken, now: Date): Promise<void> {
  const lastUse = row.lastUsedAt?.getTime() ?? 0;
  const due = now.getTime() - lastUse >= LAST_USED_STEP_MS;
  const firstSinceRotation = row.rotatedAt !== null && lastUse <= row.rotatedAt.getTime();
  if (!due && !firstSinceRotation) return;
  // Before it is written, so that of many uses at once one writes it.
  row.lastUsedAt = now;
  await noteTokenUse(row.id, now);
}

function requireHolding(
  row: Parameters<typeof tokenState>[0] & { actor?: Actor },
  now: Date,
): void {
  const state = tokenState(row, now);
  if (state !== 'active' && state !== 'overlap') throw refuse(REFUSALS[state], row.actor);
}

/**
 * The actor behind a bearer token, at a moment. Throws `unauthenticated` for a token that was never
 * made, was revoked, has expired or was rotated and is past its overlap. Notes the use. The token
 * may be spelled as Stripe's keys are, with `rk_switchyard_` before it. What is kept of tokens in
 * memory is as fresh as the cache's feed says.
 */
export async function authenticateToken(token: string, now: Date): Promise<Actor> {
  try {
    await feed().confirm();
    const text = token.startsWith(AS_STRIPE_KEY) ? token.slice(AS_STRIPE_KEY.length) : token;
    const row = await tokenByHash(hash('sha256', text, 'base64'));
    if (!row) throw refuse('This token is not known. Check that it was copied whole.');
    requireHolding(row, now);
    await noteUse(row, now);
    return row.actor;
  } catch (error) {
    throw asAppError(error);
  }
}

/**
 * Throws `unauthenticated` where the token that an actor came with holds no longer, as the database
 * has it now. For verbs only, between their look at a policy and what they do by it.
 */
export async function requireTokenHolds(id: string, now: Date): Promise<void> {
  const row = await db().apiToken.findUnique({ where: { id } });
  if (!row) throw refuse(REFUSALS.revoked);
  requireHolding(row, now);
}
