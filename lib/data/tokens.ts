import 'server-only';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import { AppError, invalid, notFound } from '@/lib/domain/errors';
import type { NewToken, TokenView } from '@/lib/domain/people';
import type { Actor, Scope } from '@/lib/domain/permissions';
import { writeAudit } from './audit';
import { verb } from './context';
import { asAppError } from './database-errors';

const PREFIX = 'sw_';
const SHOWN = PREFIX.length + 6;
const LAST_USED_STEP_MS = 60_000;

/** Tokens hold 256 random bits, so one round of SHA-256 is enough to keep them by. */
const hashOf = (token: string) => new Uint8Array(createHash('sha256').update(token).digest());

/** Makes an API token. Its text is in the answer and nowhere else: only a hash of it is kept. */
export const createToken = verb('tokens:manage', async (context, input: NewToken) => {
  if (input.expiresAt && input.expiresAt.getTime() <= context.now.getTime()) {
    throw invalid({ pointer: '/expiresAt', message: 'The expiry lies in the past.' });
  }
  const token = PREFIX + randomBytes(32).toString('base64url');
  const id = randomUUID();
  const prefix = token.slice(0, SHOWN);
  await db().$transaction(async (tx) => {
    await tx.apiToken.create({
      data: {
        id,
        name: input.name,
        prefix,
        hash: hashOf(token),
        scopes: [...input.scopes],
        createdBy: context.actor.kind === 'user' ? context.actor.id : null,
        createdAt: context.now,
        expiresAt: input.expiresAt,
      },
    });
    await writeAudit(tx, context, {
      action: 'token.create',
      subject: { kind: 'token', id },
      after: { name: input.name, prefix, scopes: input.scopes, expiresAt: input.expiresAt },
    });
  });
  return { id, token };
});

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

function refuse(detail: string): AppError {
  return new AppError('unauthenticated', detail);
}

/**
 * The actor behind a bearer token, at a moment. Throws `unauthenticated` for a token that was never
 * made, was revoked or has expired. Notes the use, at most once a minute.
 */
export async function authenticateToken(token: string, now: Date): Promise<Actor> {
  try {
    const row = await db().apiToken.findUnique({ where: { hash: hashOf(token) } });
    if (!row) throw refuse('This token is not known. Check that it was copied whole.');
    if (row.revokedAt) throw refuse('This token was revoked. Ask an admin for a new one.');
    if (row.expiresAt && row.expiresAt.getTime() <= now.getTime()) {
      throw refuse('This token has expired. Ask an admin for a new one.');
    }
    if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) >= LAST_USED_STEP_MS) {
      await db().apiToken.updateMany({
        where: { id: row.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: now } }] },
        data: { lastUsedAt: now },
      });
    }
    return { kind: 'token', id: row.id, name: row.name, scopes: row.scopes as Scope[] };
  } catch (error) {
    throw asAppError(error);
  }
}
