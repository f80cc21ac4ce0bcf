import 'server-only';
import { LRUCache } from 'lru-cache';
import { db } from '@/lib/db';
import type { Actor, Scope } from '@/lib/domain/permissions';
import type { ApiToken } from '../generated/client';
import { feed } from './feed';

/** A platform has some dozens. */
const MOST = 1_000;

/** A token as it is kept: what says whether it holds, and who comes with it. */
export interface KeptToken
  extends Pick<ApiToken, 'id' | 'expiresAt' | 'revokedAt' | 'rotatedAt' | 'overlapEndsAt'> {
  actor: Actor;
  lastUsedAt: Date | null;
}

function create() {
  const kept = new LRUCache<string, KeptToken>({ max: MOST });
  feed().keep((news) => {
    if (news === null || news.some(({ kind }) => kind === 'token')) kept.clear();
  });
  return kept;
}

const holder = globalThis as { keptTokens?: ReturnType<typeof create> };

function keptOf(row: ApiToken): KeptToken {
  const { id, expiresAt, revokedAt, rotatedAt, overlapEndsAt, lastUsedAt } = row;
  return {
    actor: { kind: 'token', id, name: row.name, scopes: row.scopes as Scope[] },
    ...{ id, expiresAt, revokedAt, rotatedAt, overlapEndsAt, lastUsedAt },
  };
}

/** A token by the hash of its text, in base64; undefined where there is none. The text itself is kept nowhere. */
export async function tokenByHash(hash: string): Promise<KeptToken | undefined> {
  holder.keptTokens ??= create();
  const kept = holder.keptTokens;
  const known = kept.get(hash);
  if (known) return known;
  const { generation } = feed();
  const row = await db().apiToken.findUnique({
    where: { hash: new Uint8Array(Buffer.from(hash, 'base64')) },
  });
  if (!row) return undefined;
  const found = keptOf(row);
  if (feed().generation === generation) kept.set(hash, found);
  return found;
}
