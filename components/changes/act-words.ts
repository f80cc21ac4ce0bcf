import type { Act } from '@/lib/domain/change-acts';
import type { ChangeView } from '@/lib/domain/views';

/** What people do on the page of a change. The clock's own acts are none of them. */
export type PageAct = Exclude<Act, 'apply_due' | 'fail'>;
export type DoneAct = Exclude<PageAct, 'revert'>;

/** What the buttons say. */
export const ACT_WORDS: Readonly<Record<PageAct, string>> = {
  apply: 'Apply',
  approve: 'Approve',
  submit: 'Submit for review',
  revert: 'Revert',
  schedule: 'Schedule',
  unschedule: 'Take off the schedule',
  edit: 'Edit',
  reject: 'Reject',
  withdraw: 'Withdraw',
  emergency_apply: 'Apply in an emergency',
};

/** The acts from the one that leads on to the one that is the last resort. */
const ORDER = Object.keys(ACT_WORDS) as PageAct[];

const LEADING: readonly PageAct[] = ['approve', 'apply', 'submit'];

/**
 * The acts that a page offers, in their order; the first is the main one where it leads on. What
 * can be applied needs neither review nor an emergency.
 */
export function offered(acts: readonly Act[]): { main: PageAct | null; others: PageAct[] } {
  const needless: readonly Act[] = acts.includes('apply') ? ['submit', 'emergency_apply'] : [];
  const open = ORDER.filter((act) => acts.includes(act) && !needless.includes(act));
  const main = LEADING.find((act) => open.includes(act)) ?? null;
  return { main, others: open.filter((act) => act !== main) };
}

const onItsWay = (status: ChangeView['status']) =>
  ({
    in_review: 'It waits for approval.',
    approved: 'It can be applied now.',
    scheduled: 'It will be applied at its time.',
  })[status as string] ?? '';

const DONE: Readonly<Record<DoneAct, string>> = {
  submit: 'Submitted.',
  approve: 'Approved.',
  edit: 'Saved.',
  schedule: 'The time is set.',
  unschedule: 'Taken off the schedule.',
  reject: 'Rejected.',
  withdraw: 'Withdrawn.',
  apply: 'Applied.',
  emergency_apply: 'Applied in an emergency.',
};

/** What was done, and where the change is then. */
export function doneWords(act: DoneAct, { status, impact }: ChangeView): string {
  if (act === 'apply' || act === 'emergency_apply') {
    const { accounts } = impact;
    return `${DONE[act]} It reaches ${accounts.toLocaleString('en')} ${accounts === 1 ? 'account' : 'accounts'}.`;
  }
  return `${DONE[act]} ${onItsWay(status)}`.trim();
}
