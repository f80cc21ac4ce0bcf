import 'server-only';
import { randomUUID } from 'node:crypto';
import { type Db, db, Prisma } from '@/lib/db';
import { governs } from '@/lib/domain/approvals';
import { type ChangeLife, type Circumstances, isApproved, newLife } from '@/lib/domain/change-life';
import type { Move, Step } from '@/lib/domain/change-moves';
import { stepOf } from '@/lib/domain/change-steps';
import type { ChangeRequest } from '@/lib/domain/edits';
import { AppError } from '@/lib/domain/errors';
import { eventsOf } from '@/lib/domain/notices';
import { can } from '@/lib/domain/permissions';
import type { ChangeView } from '@/lib/domain/views';
import { writeAudit } from '../audit';
import { type Context, verb } from '../context';
import type { ChangeStatus } from '../generated/client';
import { announce } from '../notices/announce';
import { lockPolicy } from '../policy-lock';
import type { Content } from './affecting';
import { applyNew, effectiveAt } from './apply-change';
import { unkeptView, viewOf } from './change-view';
import {
  insertChange,
  type KeptChange,
  loadChange,
  makerOf,
  saveLife,
  withoutRevisions,
} from './kept-change';
import type { Loaded } from './load-world';
import { type Stored, wakeFor } from './wake';
import { requireNoBreach, type Weighing, weigh } from './weigh';

/**
 * A change to be made: with the one that it takes back, if it does that, and, where they are known
 * before, its id and what its edits stand on, read under the same lock.
 */
export type Submitted = ChangeRequest & { reverts?: string; id?: string; loaded?: Loaded };

/** What is done first with a change: it stays a draft, or goes as far as it may by itself. */
function firstMove(request: Submitted, life: ChangeLife, now: Circumstances): Move | null {
  if (request.draft) return null;
  if (request.applyAt) return { act: 'schedule', applyAt: request.applyAt };
  return isApproved(life, now) ? { act: 'apply' } : { act: 'submit' };
}

async function keep(
  tx: Db,
  context: Context,
  id: string,
  request: Submitted,
  step: Step | null,
): Promise<void> {
  if (step) await saveLife(tx, context, { id, version: 1 }, step.life, step.revoked);
  await writeAudit(tx, context, {
    action: step
      ? `change.${step.life.status === 'scheduled' ? 'schedule' : 'submit'}`
      : 'change.draft',
    subject: { kind: 'change', id },
    changeId: id,
    reason: request.reason,
    after: { edits: request.edits, applyAt: request.applyAt },
  });
  if (!step) return;
  const before = { status: 'draft', applyAt: request.applyAt } as const;
  const events = eventsOf({ act: 'submit', before, after: step.life });
  await announce(tx, context, { changeId: id, events });
}

/** A change that went through the door: kept, or not where nothing was to be written. */
interface Entered {
  weighing: Weighing;
  /** What it asks for, as it is kept. */
  content: Content;
  status: ChangeStatus | 'dry_run' | 'unchanged';
  /** null where it is not kept. */
  id: string | null;
  /** All that there is to it, where it was applied at once. */
  kept?: KeptChange;
}

/** Stands for the pin of a change that is applied at once: there is one, and nothing is held to it. */
const NOT_ASKED = 'applied at once';

/** Whether anybody will be asked of the change, or the clock, so that it is pinned to what it does. */
const isAskedOf = ({ draft, applyAt }: Submitted, { requirement }: Weighing) =>
  draft || applyAt !== null || requirement.approvers > 0;

async function enter(tx: Db, context: Context, sent: Submitted): Promise<Entered> {
  if (governs(sent.edits) && !can(context.actor, 'governance:manage')) {
    throw new AppError('forbidden', 'Only an admin may change approval rules and guardrails.');
  }
  // A look holds nobody up: it reads one snapshot.
  if (!sent.dryRun) await lockPolicy(tx, 'exclusive');
  const id = sent.id ?? randomUUID();
  const at = await effectiveAt(tx, context.now);
  const weighing = await weigh(tx, sent, { changeId: id, at }, sent.loaded);
  requireNoBreach(weighing);
  if (weighing.effects.length === 0) {
    return { weighing, content: sent, status: 'unchanged', id: null };
  }
  if (sent.dryRun) return { weighing, content: sent, status: 'dry_run', id: null };

  const maker = await makerOf(tx, context.actor);
  const now: Circumstances = {
    at: context.now,
    pin: isAskedOf(sent, weighing) ? weighing.pin : NOT_ASKED,
    requirement: weighing.requirement,
    governs: governs(sent.edits),
    maker,
  };
  const life: ChangeLife = { ...newLife(context.actor, maker), applyAt: sent.applyAt };
  const move = firstMove(sent, life, now);
  const step = move && stepOf(life, move, context.actor, now);
  const reverts = sent.reverts ?? null;
  if (step?.kind === 'applies') {
    const { reason, edits } = sent;
    const content = { reason, edits };
    const row = await applyNew(tx, context, { id, content, reverts }, weighing, at);
    const kept = { row, content, life: { ...step.life, approvals: [] }, isNew: true } as const;
    return { weighing, content: sent, status: 'applied', id, kept };
  }
  const request = { ...sent, edits: withoutRevisions(sent.edits) };
  const { reason, edits, applyAt } = request;
  await insertChange(tx, context, { id, content: { reason, edits }, applyAt, reverts, weighing });
  await keep(tx, context, id, request, step);
  return { weighing, content: request, status: step?.life.status ?? 'draft', id };
}

/** Hands a change to the door, in a transaction that may already stand, and shows what came of it. */
export async function submitted(tx: Db, context: Context, sent: Submitted): Promise<ChangeView> {
  const { weighing, status, id, kept } = await enter(tx, context, sent);
  if (id !== null) return viewOf(tx, context, kept ?? (await loadChange(tx, id)), weighing);
  return unkeptView(tx, context, sent, weighing, status as 'dry_run' | 'unchanged');
}

/** The same for whoever only has to know where the change stands; null where nothing is altered. */
export async function submittedUnseen(
  tx: Db,
  context: Context,
  sent: Submitted,
): Promise<Stored | null> {
  const { id, status, content } = await enter(tx, context, sent);
  const applyAt = sent.applyAt?.toISOString() ?? null;
  return id === null ? null : { id, status, applyAt, edits: content.edits };
}

/**
 * The one door for writes to policy. Takes a reason and typed edits; in one transaction, one change
 * at a time, checks permission, expected revisions, guardrails and approvals, and applies all edits
 * or none, with revisions and audit. What needs approval, is a draft or has a time to come is kept
 * instead. A dry run goes the same way and writes nothing; so does what would alter nothing.
 * Throws `invalid_request`, `conflict` (both sides shown), `guardrail_broken`, `not_found`,
 * `account_not_found`, `forbidden`.
 */
export const submitChange = verb(
  'policy:write',
  async (context, request: ChangeRequest): Promise<ChangeView> => {
    const { ReadCommitted, RepeatableRead } = Prisma.TransactionIsolationLevel;
    const change = await db().$transaction((tx) => submitted(tx, context, request), {
      isolationLevel: request.dryRun ? RepeatableRead : ReadCommitted,
    });
    wakeFor(change);
    return change;
  },
);
