import type { AskedMint } from '../traffic/ledger';
import { type Book, openBook } from './book';

/** A mint's entry in the audit, with how it ended where that is known. */
export interface MintEntry {
  id: string;
  requestId: string;
  account: string;
  /** When its transaction was committed, by the database's clock, in milliseconds. */
  committed: number;
  /** What it sent, in one order; null for one that was refused before. */
  sent: string | null;
  /** What it was narrowed to, or asked for in Stripe's form. */
  components: string[] | null;
  asked: unknown;
  result: string | null;
  stripeRequestId: string | null;
}

/** A request for a session as Stripe saw it. */
export interface SeenMint {
  requestId: string;
  account: string;
  key: string | null;
  status: number | null;
  /** As `MintEntry` has it. */
  sent: string;
}

const kindOf = (account: string, sent: string) => `${account} ${sent}`;

function counted<T>(all: Iterable<T>, kind: (one: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(kind(one), (counts.get(kind(one)) ?? 0) + 1);
  return counts;
}

/** The mints that Stripe saw: a request that is tried again has the key of the first. */
function byKey(seen: readonly SeenMint[]): Map<string, SeenMint[]> {
  const keys = new Map<string, SeenMint[]>();
  for (const one of seen) {
    const key = one.key ?? `none ${one.requestId}`;
    const group = keys.get(key);
    if (group) group.push(one);
    else keys.set(key, [one]);
  }
  return keys;
}

/** Takes so many off what is left of a kind; false where there are none. */
function take(left: Map<string, number>, kind: string): boolean {
  const count = left.get(kind) ?? 0;
  left.set(kind, count - 1);
  return count > 0;
}

/**
 * Mints at Stripe are rows of the audit: whatever it was asked for has an entry of its own, that says
 * just this of just this account; an entry that says it ended well names a request that did.
 */
export function mintsBook(
  entries: readonly MintEntry[],
  seen: readonly SeenMint[],
  asked: readonly AskedMint[],
): Book {
  const book = openBook('mints at Stripe = audit rows');
  const sending = entries.filter((entry) => entry.sent !== null);
  const kindOfEntry = ({ account, sent }: MintEntry) => kindOf(account, sent ?? '');
  const left = counted(sending, kindOfEntry);
  const unclaimed = counted(
    sending.filter(({ result }) => result !== 'succeeded'),
    kindOfEntry,
  );
  const claimed = new Map(
    sending.flatMap((entry) => (entry.stripeRequestId ? [[entry.stripeRequestId, entry]] : [])) as [
      string,
      MintEntry,
    ][],
  );
  const made = new Map<string, SeenMint>();
  for (const [key, tries] of byKey(seen)) {
    book.check();
    const [first] = tries as [SeenMint];
    const kind = kindOf(first.account, first.sent);
    if (!take(left, kind)) book.find(`Stripe was asked without a row: ${kind} (key ${key})`);
    const done = tries.filter(({ status }) => status === 200);
    for (const one of done) made.set(one.requestId, one);
    if (done.length === 0 || done.some(({ requestId }) => claimed.has(requestId))) continue;
    if (!take(unclaimed, kind)) book.find(`A session whose row ended otherwise: ${kind}`);
  }
  for (const entry of sending.filter(({ result }) => result === 'succeeded')) {
    const one = made.get(entry.stripeRequestId ?? '');
    if (one && kindOf(one.account, one.sent) === kindOfEntry(entry)) continue;
    book.find(`Row ${entry.id} says it ended well, and Stripe knows no such session.`);
  }
  if (claimed.size < sending.filter(({ stripeRequestId }) => stripeRequestId).length) {
    book.find('Two rows name one request of Stripe’s.');
  }
  const rows = new Map(entries.map((entry) => [entry.requestId, entry]));
  for (const { requestId, account, status } of asked) {
    if (status !== 200) continue;
    book.check();
    const row = rows.get(requestId);
    const agrees = row?.account === account && row.sent !== null;
    if (!agrees || (row.result !== null && row.result !== 'succeeded')) {
      book.find(`Request ${requestId} was handed a session, and its row says ${row?.result}.`);
    }
  }
  return book;
}
