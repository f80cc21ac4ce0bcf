import type { AccountDetail } from '@/lib/domain/views';
import type { WireEdit } from '../../../edits/post-change';

/** How many accounts are asked for at once. */
const AT_ONCE = 6;

async function clearingOf(id: string): Promise<WireEdit[] | null> {
  try {
    const response = await fetch(`/api/accounts/${encodeURIComponent(id)}`);
    if (!response.ok) return null;
    const { overrides } = (await response.json()) as AccountDetail;
    if (overrides.length === 0) return [];
    const set = Object.fromEntries(overrides.map(({ cell }) => [cell, 'inherit' as const]));
    return [{ op: 'account.override', account: id, set, expiresAt: null, note: null }];
  } catch {
    return null;
  }
}

/**
 * The edits that take every override off some accounts; null where what an account overrides cannot
 * be had. Expired overrides go as well: they are there until somebody clears them.
 */
export async function clearingEdits(ids: readonly string[]): Promise<WireEdit[] | null> {
  const edits: WireEdit[] = [];
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const some = await Promise.all(ids.slice(start, start + AT_ONCE).map(clearingOf));
    for (const edit of some) {
      if (edit === null) return null;
      edits.push(...edit);
    }
  }
  return edits;
}
