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
import { announce } from '../notices/announce';
import { lockPolicy } from '../policy-lock';
import { applyWeighed, effectiveAt } from './apply-change';
import { unkeptView, viewOf } from './change-view';
import { insertChange, loadChange, makerOf, saveLife, withoutRevisions } from './kept-change';
import { wakeFor } from './wake';
import { requireNoBreach, weigh } from './weigh';

/** A change to be made: with the one that it takes back, if it does that, and an id known before. */
export type Submitted = ChangeRequest & { reverts?: string; id?: string };

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

async function run(tx: Db, context: Context, sent: Submitted): Promise<ChangeView> {
  if (governs(sent.edits) && !can(context.actor, 'governance:manage')) {
    throw new AppError('forbidden', 'Only an admin may change approval rules and guardrails.');
  }
  // A look holds nobody up: it reads one snapshot.
  if (!sent.dryRun) await lockPolicy(tx, 'exclusive');
  const id = sent.id ?? randomUUID();
  const at = await effectiveAt(tx, context.now);
  const weighing = await weigh(tx, sent, { changeId: id, at });
  requireNoBreach(weighing);
  if (weighing.effects.length === 0) {
    return unkeptView(tx, context, sent, weighing, 'unchanged');
  }
  if (sent.dryRun) return unkeptView(tx, context, sent, weighing, 'dry_run');

  const { pin, requirement } = weighing;
  const maker = await makerOf(tx, context.actor);
  const now: Circumstances = {
    at: context.now,
    pin,
    requirement,
    governs: governs(sent.edits),
    maker,
  };
  const life: ChangeLife = { ...newLife(context.actor, maker), applyAt: sent.applyAt };
  const move = firstMove(sent, life, now);
  const step = move && stepOf(life, move, context.actor, now);
  const applies = step?.kind === 'applies';
  const request = applies ? sent : { ...sent, edits: withoutRevisions(sent.edits) };
  const { reason, edits, applyAt } = request;
  const reverts = sent.reverts ?? null;
  await insertChange(tx, context, { id, content: { reason, edits }, applyAt, reverts, weighing });
  if (applies) {
    await applyWeighed(tx, context, { id, reason, reverts }, weighing, at);
  } else {
    await keep(tx, context, id, request, step);
  }
  return viewOf(tx, context, await loadChange(tx, id), weighing);
}

/** Hands a change to the door, in a transaction that may already stand. */
export const submitted = run;

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
    const change = await db().$transaction((tx) => run(tx, context, request), {
      isolationLevel: request.dryRun ? RepeatableRead : ReadCommitted,
    });
    wakeFor(change);
    return change;
  },
);
