/** What is known of whether a platform may act for an account. */
export interface ConnectionState {
  disconnectedAt: Date | null;
  /** When the disconnection was heard of, by the product's own clock. */
  disconnectionSeenAt: Date | null;
  /** When Stripe made the latest event of connecting or disconnecting that counted. */
  connectionEventAt: Date | null;
  /** When Stripe was asked for what it said last of the account. */
  syncedAt: Date;
}

/** How far Stripe's clock and the product's may lie apart. Stripe's events tell whole seconds only. */
const SKEW_MS = 60_000;

/**
 * Whether an answer of Stripe that has the account shows that it is connected. It does where Stripe
 * was asked after the disconnection was heard of; an older answer, e.g. a page of a list that was on
 * its way meanwhile, shows nothing.
 */
export function showsConnected(known: ConnectionState, askedAt: Date): boolean {
  if (known.disconnectedAt === null) return true;
  return askedAt > (known.disconnectionSeenAt ?? known.disconnectedAt);
}

/**
 * Whether an event that says "disconnected" still counts: not where a later event of its kind came
 * before it, nor where Stripe answered for the account well after the event was made. Events of one
 * second count: an account that is wrongly off for a moment does less harm than one wrongly on.
 */
export function countsAsDisconnected(known: ConnectionState, createdAt: Date): boolean {
  if (known.connectionEventAt && createdAt < known.connectionEventAt) return false;
  return known.syncedAt.getTime() <= createdAt.getTime() + SKEW_MS;
}

/** Whether Stripe's refusal of an account counts: not where Stripe was asked later and had it. */
export function countsAsRefused(known: ConnectionState, askedAt: Date): boolean {
  return known.syncedAt <= askedAt;
}
