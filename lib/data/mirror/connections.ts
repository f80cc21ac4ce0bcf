import 'server-only';
import type { Db } from '@/lib/db';
import { countsAsDisconnected, countsAsRefused } from '@/lib/domain/connection-news';
import { SYSTEM } from '@/lib/domain/permissions';
import { writeAudit } from '../audit';
import type { Context } from '../context';
import type { Account } from '../generated/client';
import { type Saving, takeTurns } from './save-accounts';

/** An account's row, held until the end of the transaction; null where the mirror has none. */
async function heldAccount(tx: Db, id: string): Promise<Account | null> {
  await takeTurns(tx, [id]);
  return tx.account.findUnique({ where: { id } });
}

const later = (a: Date | null, b: Date) => (a !== null && a > b ? a : b);

/** `why` is Stripe's own word: the type of its event, or the code of its refusal. */
async function tell(tx: Db, id: string, at: Date, why: string, context: Omit<Context, 'actor'>) {
  await writeAudit(
    tx,
    { ...context, actor: SYSTEM },
    {
      action: 'account.disconnect',
      subject: { kind: 'account', id },
      before: { disconnectedAt: null },
      after: { disconnectedAt: at.toISOString(), because: why },
    },
  );
}

/** An event of Stripe's about the connection of an account. */
interface ConnectionEvent {
  account: string;
  createdAt: Date;
}

/**
 * Disconnects an account by an event, in the caller's transaction: from its commit on nothing is
 * minted. Nothing happens where something later is known.
 */
export async function disconnectByEvent(
  tx: Db,
  context: Context,
  { account: id, createdAt }: ConnectionEvent,
): Promise<void> {
  const known = await heldAccount(tx, id);
  if (!known || !countsAsDisconnected(known, createdAt)) return;
  await tx.account.update({
    where: { id },
    data: {
      disconnectedAt: known.disconnectedAt ?? createdAt,
      disconnectionSeenAt: later(known.disconnectionSeenAt, context.now),
      connectionEventAt: createdAt,
    },
  });
  if (known.disconnectedAt === null)
    await tell(tx, id, createdAt, 'account.application.deauthorized', context);
}

/**
 * Keeps when an account was authorized, so that a disconnection from before it, which comes late,
 * does not count. It connects nothing: the account's own word, asked for next, does.
 */
export async function noteAuthorized(
  tx: Db,
  { account: id, createdAt }: ConnectionEvent,
): Promise<void> {
  const known = await heldAccount(tx, id);
  if (!known) return;
  await tx.account.update({
    where: { id },
    data: { connectionEventAt: later(known.connectionEventAt, createdAt) },
  });
}

/**
 * Disconnects an account that Stripe, asked for it, called none of ours. Returns whether it was
 * connected until then.
 */
export async function disconnectRefused(
  tx: Db,
  id: string,
  { askedAt, now, requestId }: Saving,
): Promise<boolean> {
  const known = await heldAccount(tx, id);
  if (!known || !countsAsRefused(known, askedAt)) return false;
  await tx.account.update({
    where: { id },
    data: {
      disconnectedAt: known.disconnectedAt ?? askedAt,
      disconnectionSeenAt: later(known.disconnectionSeenAt, askedAt),
      syncedAt: askedAt,
    },
  });
  if (known.disconnectedAt !== null) return false;
  await tell(tx, id, askedAt, 'account_invalid', { now, requestId });
  return true;
}
