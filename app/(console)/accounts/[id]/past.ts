import type { Context } from '@/lib/data/context';
import { getPastPolicy } from '@/lib/data/past-policy';
import { AppError } from '@/lib/domain/errors';
import type { PastPolicy } from '@/lib/domain/history-view';
import { moment } from '@/lib/domain/text';

/** What an address asks for with `?at=`; neither is there where it asks for now. */
export interface Asked {
  past: PastPolicy | null;
  /** Why there is nothing to show of the moment that it names, and what to do. */
  wrong: string | null;
}

/** The policy of an account at the moment that an address names. */
export async function pastOf(
  context: Context,
  account: string,
  text: string | undefined,
): Promise<Asked> {
  if (text === undefined) return { past: null, wrong: null };
  const at = moment.safeParse(text);
  if (!at.success) return { past: null, wrong: at.error.issues[0]?.message ?? '' };
  try {
    return { past: await getPastPolicy(context, { account, at: at.data }), wrong: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code !== 'invalid_request' && error.code !== 'account_not_found') throw error;
    return { past: null, wrong: error.message };
  }
}
