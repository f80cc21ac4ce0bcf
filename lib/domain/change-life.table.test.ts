import { describe, expect, it } from 'vitest';
import { ACTS, type Act } from './change-acts';
import { type ChangeLife, type Circumstances, openActs } from './change-life';
import type { Move } from './change-moves';
import { stepOf } from './change-steps';
import { AppError } from './errors';
import { type Actor, SYSTEM } from './permissions';
import {
  ANN,
  approvalBy,
  circumstances,
  fromNow,
  HOUR,
  lifeOf,
  machine,
  PIN,
  person,
  requires,
} from './testing/lives';
import type { ChangeStatus } from './views';

/** Everybody who can stand in some relation to a change of Ann's, and who stands in none. */
const ACTORS: Record<string, Actor> = {
  author: ANN,
  admin: person('ada', 'admin'),
  operator: person('otto', 'operator'),
  token: machine('deploy', 'policy:write', 'policy:read'),
  system: SYSTEM,
  support: person('sue', 'support'),
  auditor: person('abe', 'auditor'),
  reader: machine('reader', 'policy:read', 'sessions:create'),
};

const STATUSES = Object.keys({
  draft: 0,
  in_review: 0,
  approved: 0,
  rejected: 0,
  scheduled: 0,
  applied: 0,
  failed: 0,
  reverted: 0,
} satisfies Record<ChangeStatus, 0>) as ChangeStatus[];

const MOVES: { [A in Act]: Extract<Move, { act: A }> } = {
  submit: { act: 'submit' },
  edit: { act: 'edit', applyAt: null },
  approve: { act: 'approve', seen: PIN },
  reject: { act: 'reject', comment: 'Not before the audit.' },
  withdraw: { act: 'withdraw' },
  schedule: { act: 'schedule', applyAt: fromNow(2 * HOUR) },
  unschedule: { act: 'unschedule' },
  apply: { act: 'apply' },
  emergency_apply: { act: 'emergency_apply', reason: 'Fraud is going on.' },
  apply_due: { act: 'apply_due' },
  fail: { act: 'fail', reason: 'The template is archived.' },
  revert: { act: 'revert', whole: true },
};

/** A row: who may do it, and the status that it leads to. What is not in a table nobody may do. */
type Rows = Record<ChangeStatus, Partial<Record<Act, [who: string, to: ChangeStatus]>>>;

const NOTHING_NEEDED: Rows = {
  draft: {
    submit: ['author admin', 'approved'],
    edit: ['author admin', 'draft'],
    withdraw: ['author', 'rejected'],
    schedule: ['author admin', 'scheduled'],
    apply: ['author admin', 'applied'],
    emergency_apply: ['admin', 'applied'],
  },
  // Nothing more is needed, so it is as good as approved.
  in_review: {
    edit: ['author admin', 'approved'],
    reject: ['admin operator', 'rejected'],
    withdraw: ['author', 'rejected'],
    schedule: ['author admin operator token', 'scheduled'],
    apply: ['author admin operator token', 'applied'],
    emergency_apply: ['admin', 'applied'],
  },
  approved: {
    edit: ['author admin', 'approved'],
    reject: ['admin operator', 'rejected'],
    withdraw: ['author', 'rejected'],
    schedule: ['author admin operator token', 'scheduled'],
    apply: ['author admin operator token', 'applied'],
    emergency_apply: ['admin', 'applied'],
  },
  rejected: {},
  scheduled: {
    edit: ['author admin', 'approved'],
    reject: ['admin operator', 'rejected'],
    withdraw: ['author', 'rejected'],
    schedule: ['author admin operator token', 'scheduled'],
    unschedule: ['author admin operator token', 'approved'],
    emergency_apply: ['admin', 'applied'],
    apply_due: ['system', 'applied'],
    fail: ['system', 'failed'],
  },
  applied: { revert: ['author admin operator token system', 'reverted'] },
  failed: { edit: ['author admin', 'approved'], withdraw: ['author', 'rejected'] },
  reverted: {},
};

/** One approval is needed. What is approved or scheduled has it; what is in review lacks it. */
const ONE_NEEDED: Rows = {
  draft: {
    submit: ['author admin', 'in_review'],
    edit: ['author admin', 'draft'],
    withdraw: ['author', 'rejected'],
    schedule: ['author admin', 'in_review'],
    emergency_apply: ['admin', 'applied'],
  },
  in_review: {
    edit: ['author admin', 'in_review'],
    approve: ['admin operator', 'approved'],
    reject: ['admin operator', 'rejected'],
    withdraw: ['author', 'rejected'],
    emergency_apply: ['admin', 'applied'],
  },
  approved: {
    edit: ['author admin', 'in_review'],
    reject: ['admin operator', 'rejected'],
    withdraw: ['author', 'rejected'],
    schedule: ['author admin operator token', 'scheduled'],
    apply: ['author admin operator token', 'applied'],
    emergency_apply: ['admin', 'applied'],
  },
  rejected: {},
  scheduled: {
    edit: ['author admin', 'in_review'],
    reject: ['admin operator', 'rejected'],
    withdraw: ['author', 'rejected'],
    schedule: ['author admin operator token', 'scheduled'],
    unschedule: ['author admin operator token', 'approved'],
    emergency_apply: ['admin', 'applied'],
    apply_due: ['system', 'applied'],
    fail: ['system', 'failed'],
  },
  applied: { revert: ['author admin operator token system', 'reverted'] },
  failed: { edit: ['author admin', 'in_review'], withdraw: ['author', 'rejected'] },
  reverted: {},
};

/** A change in a status as it comes to be there: due if scheduled, approved if that was needed. */
function lifeIn(status: ChangeStatus, approved: boolean): ChangeLife {
  const onSchedule = status === 'scheduled';
  return lifeOf(status, {
    applyAt: onSchedule ? fromNow(0) : null,
    scheduledPin: onSchedule ? PIN : null,
    approvals: approved ? [approvalBy('somebody')] : [],
  });
}

const answer = (life: ChangeLife, move: Move, actor: Actor, now: Circumstances) => {
  try {
    const { kind, life: after } = stepOf(life, move, actor, now);
    return { kind, to: after.status };
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
};

const KIND: Partial<Record<Act, 'applies' | 'failed'>> = {
  apply: 'applies',
  emergency_apply: 'applies',
  apply_due: 'applies',
  fail: 'failed',
};

describe.each([
  ['where no approval is needed', NOTHING_NEEDED, 0],
  ['where one approval is needed', ONE_NEEDED, 1],
] as const)('%s', (_, rows, needed) => {
  const now = circumstances({ requirement: requires(needed) });
  describe.each(STATUSES)('a change that is %s', (status) => {
    const life = lifeIn(
      status,
      needed > 0 && ['approved', 'scheduled', 'applied'].includes(status),
    );
    it.each(ACTS)('and %s', (act) => {
      const [who = '', to] = rows[status][act] ?? [];
      const may = who.split(' ');
      for (const [name, actor] of Object.entries(ACTORS)) {
        const expected = may.includes(name)
          ? { kind: KIND[act] ?? 'moved', to }
          : expect.stringMatching(/^(forbidden|conflict)$/);
        expect(answer(life, MOVES[act], actor, now), `${name}, ${act}`).toEqual(expected);
        expect(openActs(life, actor, now).includes(act), `${name} sees ${act}`).toBe(
          may.includes(name),
        );
      }
      // Where some may and others may not, it is not the status that keeps them from it.
      if (to !== undefined)
        expect(answer(life, MOVES[act], ACTORS.support ?? ANN, now)).toBe('forbidden');
    });
  });
});

it('nobody else is left out of the table', () => {
  expect(STATUSES).toHaveLength(8);
  expect(ACTS).toHaveLength(12);
  expect(Object.keys(MOVES).sort()).toEqual([...ACTS].sort());
});
