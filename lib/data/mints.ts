import 'server-only';
import { db } from '@/lib/db';
import type { ErrorCode } from '@/lib/domain/errors';
import { writeAudit, writeOutcome } from './audit';
import type { Context } from './context';
import { asAppError } from './database-errors';

const ACTION = 'session.mint';

/** What is kept of a mint before Stripe is asked: what was decided, never what Stripe answers. */
export interface MintPlan {
  account: string;
  /** The components the caller asked for; null for all that the policy enables. */
  components: readonly string[] | null;
  /** What was asked for in Stripe's own form, and which cells of it the policy cut. */
  asked?: unknown;
  cut?: readonly string[];
  /** Left out where the session is for the merchant. */
  purpose?: 'live_preview';
  /** Why a person asked for it. */
  reason?: string;
  template?: { key: string; revision: number };
  policyRevision?: number;
  send?: unknown;
}

const lineOf = ({ account, reason, ...after }: MintPlan) => ({
  action: ACTION,
  subject: { kind: 'account', id: account },
  reason,
  after,
});

/** Commits the audit entry of a mint that is about to happen; without it there is no mint. */
export async function openMint(context: Context, plan: MintPlan): Promise<bigint> {
  try {
    return await writeAudit(db(), context, lineOf(plan));
  } catch (error) {
    throw asAppError(error);
  }
}

/** Completes a mint's entry with how it ended. */
export async function closeMint(
  entryId: bigint,
  outcome: { at: Date; result: 'succeeded' | 'failed'; code?: ErrorCode; detail?: unknown },
): Promise<void> {
  await writeOutcome(db(), entryId, outcome);
}

/** Commits that a mint was refused before Stripe was asked, and why. */
export async function recordRefusedMint(
  context: Context,
  plan: MintPlan,
  code: ErrorCode,
): Promise<void> {
  try {
    await db().$transaction(async (tx) => {
      const entry = await writeAudit(tx, context, lineOf(plan));
      await writeOutcome(tx, entry, { at: context.now, result: 'refused', code });
    });
  } catch (error) {
    throw asAppError(error);
  }
}
