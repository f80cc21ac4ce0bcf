import { type Approval, allowsAt, isOfPin, type Requirement, suffice } from './approvals';
import {
  ACTS,
  type Act,
  isSame,
  permittedTo,
  relationsOf,
  type Who,
  wrongPerson,
  wrongStatus,
} from './change-acts';
import { AppError } from './errors';
import { type Actor, can } from './permissions';
import type { ChangeStatus } from './views';

/** Where a change is in its life. */
export interface ChangeLife {
  status: ChangeStatus;
  author: Who;
  /** All whose work the content is, the author among them; none of them approves it. */
  contributors: readonly Who[];
  /** When it is to be applied; null where somebody will do that. */
  applyAt: Date | null;
  /** Approvals given since the last edit and not revoked. */
  approvals: readonly Approval[];
  /** While scheduled: the pin that was seen when it was put on the schedule. */
  scheduledPin: string | null;
}

/** What holds at the moment of an act. */
export interface Circumstances {
  at: Date;
  /** The pin of what the change would do now (`pinOf`); null where its edits no longer apply. */
  pin: string | null;
  /** What approvals it needs now, of the content as it is after an edit. */
  requirement: Requirement;
  /** Whether it edits approval rules or guardrails, before or after an edit. */
  governs: boolean;
  /** The user who made the token that acts: what the token writes is that person's work too. */
  maker: string | null;
}

const workOf = (actor: Who, maker: string | null): Who[] => [
  { kind: actor.kind, id: actor.id },
  ...(maker === null ? [] : [{ kind: 'user' as const, id: maker }]),
];

/** A new change, a draft as all are at first. */
export function newLife(author: Actor, maker: string | null = null): ChangeLife {
  return {
    status: 'draft',
    author: { kind: author.kind, id: author.id },
    contributors: workOf(author, maker),
    applyAt: null,
    approvals: [],
    scheduledPin: null,
  };
}

/** The contributors with those whose work an edit is. */
export function withContributor(life: ChangeLife, actor: Actor, maker: string | null): Who[] {
  const more = workOf(actor, maker).filter(
    (who) => !life.contributors.some((known) => isSame(known, who)),
  );
  return [...life.contributors, ...more];
}

/** The approvals that are of what the change would do now. */
export function currentApprovals(life: ChangeLife, now: Circumstances): Approval[] {
  return life.approvals.filter((approval) => isOfPin(approval, now.pin));
}

/** Whether the change has all approvals that it needs, at whatever moment it is applied. */
export function isApproved(life: ChangeLife, now: Circumstances): boolean {
  return now.pin !== null && suffice(now.requirement, currentApprovals(life, now));
}

/** Whether it has all approvals that it needs to be applied at a moment. */
export function isApprovedAt(life: ChangeLife, now: Circumstances, moment: Date): boolean {
  const counted = currentApprovals(life, now).filter((approval) => allowsAt(approval, moment));
  return now.pin !== null && suffice(now.requirement, counted);
}

/**
 * The status that counts. A change in review that needs no more approvals, because rules ask for
 * less than before, is as good as approved: nobody has to approve it only to move it on.
 */
export function statusOf(life: ChangeLife, now: Circumstances): ChangeStatus {
  return life.status === 'in_review' && isApproved(life, now) ? 'approved' : life.status;
}

/** Acts that bring a change nearer to being applied, as only an admin may where it governs. */
const GOVERNING: readonly Act[] = ['submit', 'edit', 'schedule', 'apply'];

/** Acts that make no sense while the edits no longer apply. */
const NEEDING_CONTENT: readonly Act[] = [
  'submit',
  'approve',
  'schedule',
  'apply',
  'emergency_apply',
];

const forbidden = (message: string) => new AppError('forbidden', message);
const conflict = (message: string) => new AppError('conflict', message);

function approvalRefusal(life: ChangeLife, actor: Actor, now: Circumstances): AppError | null {
  if (life.contributors.some((who) => isSame(who, actor))) {
    return forbidden('You have worked on this change, so somebody else has to approve it.');
  }
  if (currentApprovals(life, now).some(({ by }) => by === actor.id)) {
    return conflict('You have approved this change already.');
  }
  return null;
}

/**
 * Why an actor may not do something to a change, or null where it may be done. All that does not
 * depend on what is given with the act (a time, a reason) is in here, so that a page which asks
 * shows exactly the acts that the door then takes.
 */
export function refusalOf(
  life: ChangeLife,
  act: Act,
  actor: Actor,
  now: Circumstances,
): AppError | null {
  const status = statusOf(life, now);
  const permitted = permittedTo(status, act);
  if (permitted.length === 0) return conflict(wrongStatus(status, act));
  const relations = relationsOf(actor, life.author);
  if (!permitted.some((relation) => relations.has(relation))) {
    return forbidden(wrongPerson(status, act));
  }
  if (now.governs && GOVERNING.includes(act) && !can(actor, 'governance:manage')) {
    return forbidden('Only an admin may change approval rules and guardrails.');
  }
  if (now.pin === null && NEEDING_CONTENT.includes(act)) {
    return conflict('This change can no longer be applied as it is. Its author has to edit it.');
  }
  if (act === 'approve') return approvalRefusal(life, actor, now);
  if (act === 'apply' && status === 'draft' && !isApproved(life, now)) {
    return conflict('This change needs approval first. Submit it for review.');
  }
  return null;
}

/** What an actor may do to a change now. */
export function openActs(life: ChangeLife, actor: Actor, now: Circumstances): Act[] {
  return ACTS.filter((act) => refusalOf(life, act, actor, now) === null);
}
