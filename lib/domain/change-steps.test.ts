import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Act } from './change-acts';
import { newLife, openActs } from './change-life';
import { type Move, returnedError } from './change-moves';
import { MAX_AHEAD_MS, stepOf } from './change-steps';
import { AppError } from './errors';
import { SYSTEM } from './permissions';
import { AT } from './testing/fixtures';
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

const OTTO = person('otto', 'operator');
const ADA = person('ada', 'admin');

function refused(attempt: () => unknown): AppError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('This was not refused.');
}

it('every act has a move', () => {
  expectTypeOf<Move['act']>().toEqualTypeOf<Act>();
});

describe('approving', () => {
  const approve: Move = { act: 'approve', seen: PIN };
  const now = circumstances({ requirement: requires(1) });

  it.each([
    ['the author', lifeOf('in_review'), ANN],
    ['an author who is an admin', lifeOf('in_review', { author: ADA, contributors: [ADA] }), ADA],
    ['who edited its content', lifeOf('in_review', { contributors: [ANN, ADA] }), ADA],
    ['whose token wrote it', newLife(machine('ci', 'policy:write'), 'otto'), OTTO],
    ['a token', lifeOf('in_review'), machine('ci', 'policy:write', 'policy:read')],
    ['the product itself', lifeOf('in_review'), SYSTEM],
  ])('is not for %s', (_, life, actor) => {
    expect(refused(() => stepOf({ ...life, status: 'in_review' }, approve, actor, now)).code).toBe(
      'forbidden',
    );
  });

  it('counts once for each person', () => {
    const two = circumstances({ requirement: requires(2) });
    const once = stepOf(lifeOf('in_review'), approve, OTTO, two).life;
    expect(once.status).toBe('in_review');
    expect(refused(() => stepOf(once, approve, OTTO, two)).code).toBe('conflict');
    expect(stepOf(once, approve, ADA, two).life.status).toBe('approved');
  });

  it('asks for an admin where a rule does', () => {
    const admin = circumstances({ requirement: requires(1, 1) });
    const once = stepOf(lifeOf('in_review'), approve, OTTO, admin).life;
    expect(once.status).toBe('in_review');
    expect(stepOf(once, approve, ADA, admin).life.status).toBe('approved');
  });

  it('is of what was seen, and takes away what was approved of something else', () => {
    const stale = approvalBy('eve', { pin: 'something else' });
    const life = lifeOf('in_review', { approvals: [stale] });
    expect(
      refused(() => stepOf(life, { act: 'approve', seen: 'something else' }, OTTO, now)).code,
    ).toBe('conflict');
    const step = stepOf(life, approve, OTTO, now);
    expect(step.revoked).toEqual([stale]);
    expect(step.life.approvals).toEqual([approvalBy('otto')]);
  });

  it('puts it on the schedule where a time is set, and on hand where that is past', () => {
    const later = lifeOf('in_review', { applyAt: fromNow(HOUR) });
    expect(stepOf(later, approve, OTTO, now).life).toMatchObject({
      status: 'scheduled',
      scheduledPin: PIN,
      approvals: [{ by: 'otto', notBefore: fromNow(HOUR) }],
    });
    const late = lifeOf('in_review', { applyAt: fromNow(-HOUR) });
    expect(stepOf(late, approve, OTTO, now).life.status).toBe('approved');
  });
});

describe('what was approved', () => {
  const now = circumstances({ requirement: requires(1) });
  const approved = lifeOf('approved', { approvals: [approvalBy('otto')] });

  it('goes back to review when applied while it would do something else', () => {
    const drifted = { ...now, pin: 'something else' };
    const step = stepOf(approved, { act: 'apply' }, ANN, drifted);
    expect(step).toMatchObject({
      kind: 'returned',
      why: 'outcome_changed',
      life: { status: 'in_review', approvals: [] },
      revoked: [{ by: 'otto' }],
    });
    if (step.kind !== 'returned') throw new Error('It was not returned.');
    expect(returnedError(step)).toMatchObject({
      code: 'conflict',
      members: { reason: 'approval_revoked', why: 'outcome_changed', revoked: ['otto'] },
    });
  });

  it('goes back to review when rules ask for more, with the approvals that it has', () => {
    const stricter = { ...now, requirement: requires(2) };
    expect(stepOf(approved, { act: 'apply' }, ANN, stricter)).toMatchObject({
      kind: 'returned',
      why: 'more_required',
      life: { status: 'in_review', approvals: [{ by: 'otto' }] },
      revoked: [],
    });
  });

  it('can be put off, but not be applied sooner than it was approved for', () => {
    const onTime = lifeOf('scheduled', {
      applyAt: fromNow(2 * HOUR),
      scheduledPin: PIN,
      approvals: [approvalBy('otto', { notBefore: fromNow(2 * HOUR) })],
    });
    const reschedule = (hours: number) =>
      stepOf(onTime, { act: 'schedule', applyAt: fromNow(hours * HOUR) }, ANN, now);
    expect(reschedule(3).life).toMatchObject({ status: 'scheduled', applyAt: fromNow(3 * HOUR) });
    expect(refused(() => reschedule(1)).code).toBe('conflict');
    expect(stepOf(onTime, { act: 'unschedule' }, ANN, now)).toMatchObject({
      life: { status: 'in_review', applyAt: null, approvals: [] },
      revoked: [{ by: 'otto' }],
    });
    const free = { ...onTime, approvals: [approvalBy('otto')] };
    expect(stepOf(free, { act: 'unschedule' }, ANN, now).life.status).toBe('approved');
  });

  it('loses every approval with an edit, even one that alters nothing', () => {
    const step = stepOf(approved, { act: 'edit', applyAt: null }, ADA, now);
    expect(step).toMatchObject({
      life: { status: 'in_review', approvals: [], contributors: [{ id: 'ann' }, { id: 'ada' }] },
      revoked: [{ by: 'otto' }],
    });
  });

  it('can be taken off the schedule though its edits no longer apply', () => {
    const life = lifeOf('scheduled', { applyAt: fromNow(HOUR), scheduledPin: PIN });
    const broken = { ...now, pin: null };
    expect(stepOf(life, { act: 'unschedule' }, OTTO, broken).life.status).toBe('in_review');
    expect(openActs(life, ANN, broken)).toEqual(['edit', 'withdraw', 'unschedule']);
  });
});

describe('the schedule', () => {
  const due = lifeOf('scheduled', { applyAt: AT, scheduledPin: PIN });
  const none = circumstances();

  it('applies what is due', () => {
    expect(stepOf(due, { act: 'apply_due' }, SYSTEM, none).kind).toBe('applies');
    const early = { ...none, at: fromNow(-1) };
    expect(refused(() => stepOf(due, { act: 'apply_due' }, SYSTEM, early)).code).toBe('conflict');
  });

  it.each([
    ['it would do something else', { pin: 'something else' }],
    ['its edits no longer apply', { pin: null }],
    ['rules now ask for approval', { requirement: requires(1) }],
  ])('fails it where %s', (_, more) => {
    const step = stepOf(due, { act: 'apply_due' }, SYSTEM, circumstances(more));
    expect(step).toMatchObject({ kind: 'failed', life: { status: 'failed' } });
  });

  it.each([0, -1, MAX_AHEAD_MS + 1])('takes no time that is %i ms away', (ms) => {
    const schedule: Move = { act: 'schedule', applyAt: fromNow(ms) };
    const edit: Move = { act: 'edit', applyAt: fromNow(ms) };
    for (const move of [schedule, edit]) {
      expect(refused(() => stepOf(lifeOf('draft'), move, ANN, none))).toMatchObject({
        code: 'invalid_request',
        errors: [{ pointer: '/applyAt' }],
      });
    }
    const draft = lifeOf('draft', { applyAt: fromNow(ms) });
    expect(refused(() => stepOf(draft, { act: 'submit' }, ANN, none)).code).toBe('invalid_request');
  });
});

describe('reasons', () => {
  it.each([
    [{ act: 'reject', comment: ' \n' }, OTTO, '/comment'],
    [{ act: 'emergency_apply', reason: '' }, ADA, '/reason'],
  ] as const)('are not left out: %o', (move, actor, pointer) => {
    expect(
      refused(() =>
        stepOf(lifeOf('in_review'), move, actor, circumstances({ requirement: requires(1) })),
      ),
    ).toMatchObject({ code: 'invalid_request', errors: [{ pointer }] });
  });
});

describe('a change of governance', () => {
  const governs = circumstances({ governs: true });
  const byAdmin = lifeOf('approved', { author: ADA, contributors: [ADA] });

  it.each(['apply', 'submit'] as const)('is not for others than admins to %s', (act) => {
    expect(refused(() => stepOf(lifeOf('draft'), { act }, ANN, governs)).code).toBe('forbidden');
  });

  it('is applied by admins alone, or by the schedule that an admin put it on', () => {
    expect(refused(() => stepOf(byAdmin, { act: 'apply' }, OTTO, governs)).code).toBe('forbidden');
    expect(stepOf(byAdmin, { act: 'apply' }, ADA, governs).kind).toBe('applies');
    const due = { ...byAdmin, status: 'scheduled' as const, applyAt: AT, scheduledPin: PIN };
    expect(stepOf(due, { act: 'apply_due' }, SYSTEM, governs).kind).toBe('applies');
  });
});

it('a change that is taken back in part stays applied', () => {
  const { life } = stepOf(
    lifeOf('applied'),
    { act: 'revert', whole: false },
    OTTO,
    circumstances(),
  );
  expect(life.status).toBe('applied');
});

it('the product applies what it wrote itself, and refusals say who may do it instead', () => {
  expect(stepOf(newLife(SYSTEM), { act: 'apply' }, SYSTEM, circumstances()).kind).toBe('applies');
  expect(
    refused(() => stepOf(lifeOf('draft'), { act: 'edit', applyAt: null }, OTTO, circumstances()))
      .message,
  ).toBe('This change can be edited only by its author or an admin.');
  expect(
    refused(() => stepOf(lifeOf('applied'), { act: 'edit', applyAt: null }, ANN, circumstances()))
      .message,
  ).toBe('This change is applied, so it cannot be edited.');
});
