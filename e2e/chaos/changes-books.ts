import type { AskedChange, AskedJob, GivenApproval, TakenEvent } from '../traffic/ledger';
import { type Book, openBook } from './book';

/** A change with what it left in policy and in the audit. Subjects are written `kind id`. */
export interface KeptChange {
  id: string;
  reason: string;
  status: string;
  /** When it was to be applied by itself, in milliseconds. */
  applyAt: number | null;
  /** What its diff is about, of templates, accounts and rules. */
  diff: string[];
  revisions: string[];
  audited: string[];
  /** How often the audit says that the clock applied it. */
  fired: number;
  /** When its first revision was committed, by the database's clock, in milliseconds. */
  committed: number | null;
}

const APPLIED: ReadonlySet<string> = new Set(['applied', 'reverted']);

/** Statuses that may follow on what was acknowledged; of anything else, any may. */
const AFTER: Readonly<Record<string, ReadonlySet<string>>> = {
  applied: APPLIED,
  scheduled: new Set([...APPLIED, 'scheduled', 'failed']),
};

/** No acknowledged change is lost: it is there, as far along as was said. */
export function lostBook(
  asked: Iterable<AskedChange>,
  kept: readonly KeptChange[],
  approvals: readonly GivenApproval[],
  approved: ReadonlySet<string>,
): Book {
  const book = openBook('no acknowledged change lost');
  const byId = new Map(kept.map((change) => [change.id, change]));
  const reasons = new Set<string>();
  for (const { reason } of kept) {
    if (reasons.has(reason) && reason.startsWith('Traffic:')) book.find(`Made twice: ${reason}`);
    reasons.add(reason);
  }
  for (const { reason, id, acknowledged } of asked) {
    const said = acknowledged.at(-1);
    if (said === undefined || said === 'unchanged' || said === 'dry_run') continue;
    book.check();
    const found = byId.get(id ?? '');
    const may = AFTER[said];
    if (!found || found.reason !== reason) book.find(`Lost: ${reason}, which was ${said} (${id})`);
    else if (may && !may.has(found.status)) {
      book.find(`${reason} was ${said}, and is ${found.status} (${id})`);
    }
  }
  for (const { change, user } of approvals) {
    book.check();
    if (!approved.has(`${change} ${user}`)) book.find(`The approval of ${change} is lost.`);
  }
  return book;
}

const listed = (all: readonly string[]) => [...all].sort().join('; ');

/** None is half applied: its revisions, its audit and its diff are of the same subjects, once each. */
export function wholeBook(kept: readonly KeptChange[], outOfStep: readonly string[]): Book {
  const book = openBook('none half applied');
  for (const { id, reason, status, diff, revisions, audited } of kept) {
    book.check();
    const wanted = APPLIED.has(status) ? listed([...new Set(diff)]) : '';
    const name = `${reason} (${id}, ${status})`;
    if (listed(revisions) !== wanted) {
      book.find(`${name} has revisions of [${listed(revisions)}], not [${wanted}]`);
    }
    if (listed(audited) !== wanted) {
      book.find(`${name} is audited for [${listed(audited)}], not [${wanted}]`);
    }
  }
  for (const subject of outOfStep) book.find(`${subject} is not as its newest revision says`);
  return book;
}

/** Every schedule fired once, and none before its time. */
export function schedulesBook(kept: readonly KeptChange[]): Book {
  const book = openBook('every schedule fired once');
  for (const { id, reason, status, applyAt, fired, revisions, committed } of kept) {
    if (applyAt === null || !['scheduled', 'applied', 'failed', 'reverted'].includes(status))
      continue;
    book.check();
    const name = `${reason} (${id})`;
    if (status === 'scheduled') book.find(`${name} was due at ${applyAt} and did not fire`);
    const wanted = APPLIED.has(status) ? 1 : 0;
    if (fired !== wanted && status !== 'scheduled') book.find(`${name} fired ${fired} times`);
    if (new Set(revisions).size < revisions.length) book.find(`${name} was done twice`);
    if (committed !== null && committed < applyAt) {
      book.find(`${name} fired ${Math.round(applyAt - committed)} ms before its time`);
    }
  }
  return book;
}

/** A bulk job, with how many revisions its chunks made of each account. */
export interface KeptJob {
  id: string;
  status: string;
  matched: number;
  applied: number;
  unchanged: number;
  refused: number;
  /** Accounts that it did more than once. */
  twice: string[];
}

/** Every job that was acknowledged came to its end, and did each account once. */
export function jobsBook(asked: readonly AskedJob[], kept: readonly KeptJob[]): Book {
  const book = openBook('every bulk job done, each account once');
  const byId = new Map(kept.map((job) => [job.id, job]));
  for (const { id, reason, accounts } of asked) {
    book.check();
    const job = byId.get(id);
    if (!job) book.find(`Lost: ${reason} (${id})`);
    else if (job.status !== 'done' || job.matched !== accounts) {
      book.find(`${reason} (${id}) is ${job.status} with ${job.matched} of ${accounts} accounts`);
    } else if (job.applied + job.unchanged + job.refused !== job.matched) {
      book.find(`${reason} (${id}) has not dealt with all of its accounts`);
    }
  }
  for (const { id, twice } of kept) {
    for (const account of twice) book.find(`Job ${id} did ${account} more than once`);
  }
  return book;
}

/** An account's capabilities, here and at Stripe. */
export interface Mirrored {
  account: string;
  here: string;
  there: string;
}

/** Every event that was taken was dealt with, and the mirror says what Stripe says. */
export function eventsBook(
  taken: readonly TakenEvent[],
  handled: ReadonlySet<string>,
  mirrored: readonly Mirrored[],
): Book {
  const book = openBook('every event dealt with, the mirror as Stripe');
  for (const { id, account } of taken) {
    book.check();
    if (!handled.has(id)) book.find(`Event ${id} of ${account} was taken and not dealt with`);
  }
  for (const { account, here, there } of mirrored) {
    book.check();
    if (here !== there) book.find(`${account} is ${here} here and ${there} at Stripe`);
  }
  return book;
}
