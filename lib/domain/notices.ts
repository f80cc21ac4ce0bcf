import type { Act } from './change-acts';
import type { Subject } from './edits';
import type { Impact } from './impact';
import type { ActorRef, ChangeStatus } from './views';

/** What may happen to a change that others are told of. */
export const NOTICE_EVENTS = [
  'change.in_review',
  'change.approved',
  'change.rejected',
  'change.withdrawn',
  'change.scheduled',
  'change.applied',
  'change.failed',
  'change.reverted',
] as const;
export type NoticeEvent = (typeof NOTICE_EVENTS)[number];

/** What an endpoint is sent on demand, to try it out. */
export const TEST_EVENT = 'notice.test';
export type NoticeType = NoticeEvent | typeof TEST_EVENT;

/**
 * How far a change reaches. `template`: all accounts of a template; `rules`: whichever accounts the
 * rules give another template; `account` and `accounts`: one account, or several, each by itself;
 * `governance`: approval rules or guardrails, and so no account at all.
 */
export const REACHES = ['template', 'rules', 'account', 'accounts', 'governance'] as const;
export type Reach = (typeof REACHES)[number];

/** Most accounts that a notice names; how many there are is in its impact. */
export const MAX_NAMED = 20;

/** How far a change of these subjects reaches: as far as the widest of them. */
export function reachOf(subjects: readonly Subject[]): Reach {
  const ids = (kind: Subject['kind']) => idsOf(subjects, kind).length;
  if (ids('template') > 0) return 'template';
  if (ids('rules') > 0) return 'rules';
  if (ids('account') > 1) return 'accounts';
  return ids('account') === 1 ? 'account' : 'governance';
}

function idsOf(subjects: readonly Subject[], kind: Subject['kind']): string[] {
  return [...new Set(subjects.filter((one) => one.kind === kind).map(({ id }) => id))];
}

/** A step of a change's life, as far as it decides what is told of it. */
export interface LifeStep {
  act: Act;
  before: { status: ChangeStatus; applyAt: Date | null };
  after: { status: ChangeStatus; applyAt: Date | null };
}

/**
 * What is told of a step: the status that the change came to, if it is another one, or another time
 * of its schedule. The last approval of a change with a time to come is both: approved, scheduled.
 */
export function eventsOf({ act, before, after }: LifeStep): NoticeEvent[] {
  const { status } = after;
  const moved = status !== before.status;
  const retimed = status === 'scheduled' && after.applyAt?.getTime() !== before.applyAt?.getTime();
  if ((!moved && !retimed) || status === 'draft') return [];
  if (act === 'withdraw') return ['change.withdrawn'];
  if (act === 'approve' && status === 'scheduled') return ['change.approved', 'change.scheduled'];
  return [`change.${status}`];
}

/** What a notice says of its change. Nothing in it is a secret, and names of people are no emails. */
export interface NoticeFacts {
  id: string;
  type: NoticeEvent;
  createdAt: Date;
  /** Who took the step that is told. */
  by: ActorRef;
  subjects: readonly Subject[];
  change: {
    id: string;
    status: ChangeStatus;
    reason: string;
    actor: ActorRef;
    applyAt: Date | null;
    reverts: string | null;
    impact: Impact;
    /** Why it failed or was rejected. */
    explanation: string | null;
  };
  /** The address at which people find the console. */
  site: string;
}

/** The body of a notice, version 1: members may be added to it, none changes or goes. */
export function noticeBody({ change, subjects, ...facts }: NoticeFacts) {
  const accounts = idsOf(subjects, 'account');
  const { id, status, reason, actor, applyAt, reverts, impact, explanation } = change;
  return {
    id: facts.id,
    type: facts.type,
    version: 1,
    createdAt: facts.createdAt.toISOString(),
    reach: reachOf(subjects),
    by: refOf(facts.by),
    change: {
      id,
      status,
      reason,
      actor: refOf(actor),
      applyAt: applyAt?.toISOString() ?? null,
      reverts,
      explanation,
      templates: idsOf(subjects, 'template'),
      accounts: accounts.slice(0, MAX_NAMED),
      moreAccounts: Math.max(0, accounts.length - MAX_NAMED),
      impact: {
        accounts: impact.accounts,
        flipping: impact.flipping,
        cells: impact.cells
          .filter(({ on, off }) => on + off > 0)
          .map(({ cell, on, off }) => ({ cell, on, off })),
      },
      url: new URL(`/changes/${id}`, facts.site).href,
    },
  };
}
export type NoticeBody = ReturnType<typeof noticeBody>;

/** The body of a test notice. It is about no change, so it has no reach either. */
export function testBody({ id, createdAt, by }: Pick<NoticeFacts, 'id' | 'createdAt' | 'by'>) {
  return {
    id,
    type: TEST_EVENT,
    version: 1,
    createdAt: createdAt.toISOString(),
    by: refOf(by),
  };
}

const refOf = ({ kind, id, name }: ActorRef): ActorRef => ({ kind, id, name });
