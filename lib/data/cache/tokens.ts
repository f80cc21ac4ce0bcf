import 'server-only';
import { LRUCache } from 'lru-cache';
import { rowsOf } from '@/lib/db';
import type { Actor, Scope } from '@/lib/domain/permissions';
import { feed } from './feed';

/** A platform has some dozens. */
const MOST = 1_000;

/** A token as it is kept: what says whether it holds, and who comes with it. */
export interface KeptToken {
  id: string;
  actor: Actor;
  expiresAt: Date | null;
  revokedAt: Date | null;
  rotatedAt: Date | null;
  overlapEndsAt: Date | null;
  lastUsedAt: Date | null;
}

interface Row extends Omit<KeptToken, 'actor'> {
  name: string;
  scopes: Scope[];
}

const LOAD = `
  SELECT id, name, scopes, expires_at AS "expiresAt", revoked_at AS "revokedAt",
    rotated_at AS "rotatedAt", overlap_ends_at AS "overlapEndsAt", last_used_at AS "lastUsedAt"
  FROM api_token WHERE hash = $1`;

const NOTE = `
  UPDATE api_token SET last_used_at = $2
  WHERE id = $1::uuid AND (last_used_at IS NULL OR last_used_at < $2)`;

function create() {
  const kept = new LRUCache<string, KeptToken>({ max: MOST });
  feed().keep((news) => {
    if (news === null || news.some(({ kind }) => kind === 'token')) kept.clear();
  });
  return kept;
}

const holder = globalThis as { keptTokens?: ReturnType<typeof create> };

const keptOf = ({ name, scopes, ...row }: Row): KeptToken => ({
  ...row,
  actor: { kind: 'token', id: row.id, name, scopes },
});

/** A token by the hash of its text, in base64; undefined where there is none. The text itself is kept nowhere. */
export async function tokenByHash(hash: string): Promise<KeptToken | undefined> {
  holder.keptTokens ??= create();
  const kept = holder.keptTokens;
  const known = kept.get(hash);
  if (known) return known;
  const { generation } = feed();
  const [row] = await rowsOf<Row>({
    name: 'cache_token',
    text: LOAD,
    values: [Buffer.from(hash, 'base64')],
  });
  if (!row) return undefined;
  const found = keptOf(row);
  if (feed().generation === generation) kept.set(hash, found);
  return found;
}

/** Writes down that a token was used at a moment, unless a later use is written down already. */
export async function noteTokenUse(id: string, at: Date): Promise<void> {
  await rowsOf({ name: 'note_token_use', text: NOTE, values: [id, at] });
}
