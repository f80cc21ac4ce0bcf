import 'server-only';
import { type Db, db } from '@/lib/db';
import { type Context, verb } from '../context';
import { FEE_EVENTS } from '../fees/fee-events';
import { disconnectByEvent, noteAuthorized } from './connections';
import { wantRefresh } from './refreshes';
import { wakeMirror } from './wake';

/** An event of Stripe's whose signature was good. */
export interface StripeEventFacts {
  id: string;
  type: string;
  /** The connected account that it is about; null for an event of the platform's own. */
  account: string | null;
  createdAt: Date;
  /** `data.object`: a hint of what happened and never the truth, for events come late and twice. */
  object: unknown;
}

type AccountEvent = StripeEventFacts & { account: string };

/** What an event does in the transaction that keeps it, before Stripe has its 2xx. */
type Effect = (tx: Db, context: Context, event: AccountEvent) => Promise<void>;

const refresh: Effect = (tx, { now }, { account }) => wantRefresh(tx, account, now);

/**
 * The events that are listened to, each with what it does. Each is a signal only: what holds is what
 * Stripe says when it is asked afterwards, so that order does not matter.
 */
const EFFECTS: Readonly<Record<string, Effect>> = {
  'account.updated': refresh,
  'capability.updated': refresh,
  'account.external_account.created': refresh,
  'account.external_account.updated': refresh,
  'account.external_account.deleted': refresh,
  'account.application.deauthorized': async (tx, context, event) => {
    await disconnectByEvent(tx, context, event);
    await refresh(tx, context, event);
  },
  'account.application.authorized': async (tx, context, event) => {
    await noteAuthorized(tx, event);
    await refresh(tx, context, event);
  },
};

/** What became of an event. All of these are answered 2xx: sending it again would change nothing. */
export type EventOutcome = 'taken' | 'duplicate' | 'other_type' | 'unknown_account';

async function keep(tx: Db, context: Context, event: AccountEvent): Promise<EventOutcome> {
  const { id, type, account, createdAt } = event;
  if ((await tx.account.count({ where: { id: account } })) === 0) return 'unknown_account';
  const kept = await tx.$executeRaw`
    INSERT INTO stripe_event (id, type, account_id, created_at, received_at)
    VALUES (${id}, ${type}, ${account}, ${createdAt}, ${context.now})
    ON CONFLICT (id) DO NOTHING`;
  if (kept === 0) return 'duplicate';
  await EFFECTS[type]?.(tx, context, event);
  return 'taken';
}

/** Keeps an event of an application fee, whose object says all that there is to save. */
async function keepFeeEvent(
  tx: Db,
  context: Context,
  { id, type, object, createdAt }: StripeEventFacts,
): Promise<EventOutcome> {
  if ((await tx.stripeEvent.count({ where: { id } })) > 0) return 'duplicate';
  const account = await FEE_EVENTS[type]?.(tx, context, object, createdAt);
  if (!account) return 'unknown_account';
  const kept = await tx.$executeRaw`
    INSERT INTO stripe_event (id, type, account_id, created_at, received_at, handled_at, outcome)
    VALUES (${id}, ${type}, ${account}, ${createdAt}, ${context.now}, ${context.now}, 'saved')
    ON CONFLICT (id) DO NOTHING`;
  return kept === 0 ? 'duplicate' : 'taken';
}

/**
 * Takes an event of Stripe's: keeps its id, so that it counts once, and does what its type asks for,
 * all in one transaction. Accounts that the mirror does not know are left to mints and syncs.
 * Events of application fees are the platform's own and name no account.
 */
export const receiveEvent = verb(
  'mirror:manage',
  async (context, event: StripeEventFacts): Promise<EventOutcome> => {
    const { account, type } = event;
    if (Object.hasOwn(FEE_EVENTS, type)) {
      return db().$transaction((tx) => keepFeeEvent(tx, context, event));
    }
    if (!Object.hasOwn(EFFECTS, type)) return 'other_type';
    if (account === null) return 'unknown_account';
    const outcome = await db().$transaction((tx) => keep(tx, context, { ...event, account }));
    if (outcome === 'taken') wakeMirror('refresh');
    return outcome;
  },
);

const KEPT_MS = 30 * 24 * 60 * 60_000;
const PRUNED_AT_ONCE = 10_000;

/**
 * Forgets events that came in more than 30 days ago: Stripe sends one again for three days at most.
 * Returns how many were forgotten.
 */
export const pruneEvents = verb('mirror:manage', async ({ now }): Promise<number> => {
  const before = new Date(now.getTime() - KEPT_MS);
  return db().$executeRaw`
    DELETE FROM stripe_event WHERE id IN (
      SELECT id FROM stripe_event WHERE received_at < ${before} LIMIT ${PRUNED_AT_ONCE})`;
});
