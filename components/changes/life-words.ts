import type { ActorRef, ChangeDetail, ChangeEvent } from '@/lib/domain/views';

const DONE: Readonly<Record<string, string>> = {
  'change.draft': 'drafted it',
  'change.submit': 'submitted it for review',
  'change.edit': 'edited it',
  'change.approve': 'approved it',
  'change.reject': 'rejected it',
  'change.withdraw': 'withdrew it',
  'change.schedule': 'scheduled it',
  'change.unschedule': 'took it off the schedule',
  'change.apply': 'applied it',
  'change.emergency_apply': 'applied it in an emergency, without approval',
  'change.apply_due': 'applied it at its time',
  'change.fail': 'could not apply it',
  'change.revoke': 'tried to apply it, and found that approvals no longer count',
};

/** Events whose words are their own and not the change's reason. */
const HAS_WORDS = new Set(['change.reject', 'change.emergency_apply', 'change.fail']);

/** One thing that happened to a change, in words. */
export interface Happening {
  at: string;
  by: ActorRef;
  /** What was done, after the name of who did it. */
  did: string;
  words: string | null;
}

function happening({ at, actor, action, words }: ChangeEvent): Happening {
  return {
    at,
    by: actor,
    did: DONE[action] ?? action.replace(/^change\./, ''),
    words: HAS_WORDS.has(action) ? words : null,
  };
}

/** All that happened to a change, oldest first. One that was applied at once has no other life. */
export function lifeOf({
  events,
  actor,
  appliedAt,
}: Pick<ChangeDetail, 'events' | 'actor' | 'appliedAt'>): Happening[] {
  if (events.length > 0 || appliedAt === null) return events.map(happening);
  return [{ at: appliedAt, by: actor, did: 'made and applied it at once', words: null }];
}

/** How a change that was rejected came to its end; null for any other. */
export function endOf({
  status,
  events,
}: Pick<ChangeDetail, 'status' | 'events'>): { withdrawn: boolean; event: ChangeEvent } | null {
  if (status !== 'rejected') return null;
  const event = events.findLast(
    ({ action }) => action === 'change.reject' || action === 'change.withdraw',
  );
  return event ? { withdrawn: event.action === 'change.withdraw', event } : null;
}
