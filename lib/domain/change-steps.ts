import type { Approval } from './approvals';
import {
  type ChangeLife,
  type Circumstances,
  currentApprovals,
  isApproved,
  isApprovedAt,
  refusalOf,
  withContributor,
} from './change-life';
import type { Move, Step } from './change-moves';
import { AppError, invalid } from './errors';
import type { Actor } from './permissions';

/** Longest time ahead for which a change can be scheduled. */
export const MAX_AHEAD_MS = 366 * 24 * 60 * 60 * 1000;

const conflict = (message: string) => new AppError('conflict', message);

function requireFuture(applyAt: Date, at: Date): void {
  const ahead = applyAt.getTime() - at.getTime();
  if (ahead > 0 && ahead <= MAX_AHEAD_MS) return;
  const message = 'A change is scheduled for a time to come, at most a year ahead.';
  throw invalid({ pointer: '/applyAt', message });
}

function requireText(text: string, pointer: string, message: string): void {
  if (text.trim() === '') throw invalid({ pointer, message });
}

/** The life with only these approvals, and what became of the others. */
function step(before: ChangeLife, after: ChangeLife): { life: ChangeLife; revoked: Approval[] } {
  const revoked = before.approvals.filter((approval) => !after.approvals.includes(approval));
  return { life: after, revoked };
}

const moved = (before: ChangeLife, after: ChangeLife): Step => ({
  kind: 'moved',
  ...step(before, after),
});

/** On its way to be applied: on the schedule where it has a time to come, else for somebody to do. */
function ready(life: ChangeLife, { at, pin }: Circumstances): ChangeLife {
  return life.applyAt !== null && life.applyAt.getTime() > at.getTime()
    ? { ...life, status: 'scheduled', scheduledPin: pin }
    : { ...life, status: 'approved', scheduledPin: null };
}

/** Ready if it has all approvals that it needs, else in review. */
function readyOrInReview(life: ChangeLife, now: Circumstances): ChangeLife {
  return isApprovedAt(life, now, life.applyAt ?? now.at)
    ? ready(life, now)
    : { ...life, status: 'in_review', scheduledPin: null };
}

/** Back to review, with the approvals that still are of what the change would do. */
function returned(life: ChangeLife, now: Circumstances): Step {
  const approvals = currentApprovals(life, now);
  const why = approvals.length < life.approvals.length ? 'outcome_changed' : 'more_required';
  const back: ChangeLife = { ...life, status: 'in_review', approvals, scheduledPin: null };
  return { kind: 'returned', why, ...step(life, back) };
}

function edited(life: ChangeLife, applyAt: Date | null, actor: Actor, now: Circumstances): Step {
  if (applyAt) requireFuture(applyAt, now.at);
  const contributors = withContributor(life, actor, now.maker);
  const after: ChangeLife = { ...life, contributors, applyAt, approvals: [], scheduledPin: null };
  return moved(life, life.status === 'draft' ? after : readyOrInReview(after, now));
}

function approved(life: ChangeLife, seen: string, actor: Actor, now: Circumstances): Step {
  if (actor.kind !== 'user') throw new AppError('forbidden', 'Only people approve changes.');
  if (now.pin === null || seen !== now.pin) {
    throw conflict(
      'What this change would do is not what you were shown: it or the policy was changed meanwhile. Look at it again.',
    );
  }
  const { id: by, role } = actor;
  const own: Approval = { by, role, pin: now.pin, notBefore: life.applyAt };
  const after = { ...life, approvals: [...currentApprovals(life, now), own] };
  return moved(life, isApproved(after, now) ? ready(after, now) : after);
}

function scheduled(life: ChangeLife, applyAt: Date, now: Circumstances): Step {
  requireFuture(applyAt, now.at);
  const after: ChangeLife = { ...life, applyAt };
  if (life.status === 'draft') return moved(life, readyOrInReview(after, now));
  if (!isApproved(life, now)) return returned(life, now);
  if (!isApprovedAt(life, now, applyAt)) throw tooSoon(life);
  return moved(life, ready(after, now));
}

const tooSoon = (life: ChangeLife) =>
  conflict(
    `This change is approved for ${life.applyAt?.toISOString() ?? 'a later time'} and not for sooner. Edit it to ask for approval of another time.`,
  );

/** Off the schedule; approvals that were given for its time do not allow it to be applied before. */
function unscheduled(life: ChangeLife, now: Circumstances): Step {
  const allowed = life.approvals.filter(
    ({ notBefore }) => notBefore === null || notBefore.getTime() <= now.at.getTime(),
  );
  return moved(life, readyOrInReview({ ...life, applyAt: null, approvals: allowed }, now));
}

const applied = (life: ChangeLife): Step => ({
  kind: 'applies',
  ...step(life, { ...life, status: 'applied', scheduledPin: null }),
});

function appliedByPerson(life: ChangeLife, now: Circumstances): Step {
  if (!isApproved(life, now)) return returned(life, now);
  if (!isApprovedAt(life, now, now.at)) throw tooSoon(life);
  return applied(life);
}

const failed = (life: ChangeLife, reason: string): Step => ({
  kind: 'failed',
  reason,
  ...step(life, { ...life, status: 'failed', scheduledPin: null }),
});

function appliedByClock(life: ChangeLife, now: Circumstances): Step {
  if (life.applyAt === null || life.applyAt.getTime() > now.at.getTime()) {
    throw conflict('This change is not due yet.');
  }
  if (now.pin === null || now.pin !== life.scheduledPin) {
    return failed(life, 'What it would have done is not what was seen when it was scheduled.');
  }
  if (!isApprovedAt(life, now, now.at)) {
    return failed(life, 'Approval rules asked for more approvals than it had.');
  }
  return applied(life);
}

/**
 * Does one act to a change. Throws `forbidden` where this actor may not do it, `conflict` where
 * nobody may or where it is not what was seen or approved, and `invalid_request` for a wrong time or
 * a reason that is missing. Nothing is stored: the step says what to keep.
 */
export function stepOf(life: ChangeLife, move: Move, actor: Actor, now: Circumstances): Step {
  const refusal = refusalOf(life, move.act, actor, now);
  if (refusal) throw refusal;
  switch (move.act) {
    case 'submit':
      if (life.applyAt) requireFuture(life.applyAt, now.at);
      return moved(life, readyOrInReview(life, now));
    case 'edit':
      return edited(life, move.applyAt, actor, now);
    case 'approve':
      return approved(life, move.seen, actor, now);
    case 'reject':
      requireText(move.comment, '/comment', 'Say why you reject the change.');
      return moved(life, { ...life, status: 'rejected', scheduledPin: null });
    case 'withdraw':
      return moved(life, { ...life, status: 'rejected', scheduledPin: null });
    case 'schedule':
      return scheduled(life, move.applyAt, now);
    case 'unschedule':
      return unscheduled(life, now);
    case 'apply':
      return appliedByPerson(life, now);
    case 'emergency_apply':
      requireText(move.reason, '/reason', 'Say what the emergency is.');
      return applied(life);
    case 'apply_due':
      return appliedByClock(life, now);
    case 'fail':
      return failed(life, move.reason);
    case 'revert':
      return moved(life, move.whole ? { ...life, status: 'reverted' } : life);
  }
}
