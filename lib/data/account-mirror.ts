import 'server-only';
import { randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import type { AccountFacts } from '@/lib/domain/account-facts';
import { asAppError } from './database-errors';
import { type Saved, type Saving, saveAccountsIn } from './mirror/save-accounts';

/**
 * Saves what Stripe says of some accounts into the mirror and works out which template each now has:
 * all of them or none. Policy is not touched: assignment, overrides and tags, which Stripe knows
 * nothing of, stay. For verbs only: it checks no permission.
 */
export async function saveAccounts(page: readonly AccountFacts[], saving: Saving): Promise<Saved> {
  try {
    return await db().$transaction((tx) => saveAccountsIn(tx, page, saving));
  } catch (error) {
    throw asAppError(error);
  }
}

/** The same for one account, of which Stripe was asked at a moment. */
export async function saveAccount(facts: AccountFacts, at: Date): Promise<void> {
  await saveAccounts([facts], { askedAt: at, requestId: `mirror-${randomUUID()}`, now: at });
}
