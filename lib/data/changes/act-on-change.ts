import 'server-only';
import { type Db, db, Prisma } from '@/lib/db';
import { governs, NOTHING_REQUIRED } from '@/lib/domain/approvals';
import type { Act } from '@/lib/domain/change-acts';
import { type Circumstances, refusalOf } from '@/lib/domain/change-life';
import { type Move, returnedError, type Step } from '@/lib/domain/change-moves';
import { stepOf } from '@/lib/domain/change-steps';
import type { ChangeContent } from '@/lib/domain/edits';
import { AppError } from '@/lib/domain/errors';
import { breachProblem } from '@/lib/domain/guardrails';
import { eventsOf } from '@/lib/domain/notices';
import type { ChangeView } from '@/lib/domain/views';
import { writeAudit } from '../audit';
import { type Context, verb } from '../context';
import { announce } from '../notices/announce';
import { wakeNotices } from '../notices/wake';
import { lockPolicy } from '../policy-lock';
import type { Content } from './affecting';
import { applyWeighed, effectiveAt } from './apply-change';
import { viewOf } from './change-view';
import {
  addVersion,
  asJson,
  type KeptChange,
  loadChange,
  makerOf,
  saveLife,
  withoutRevisions,
} from './kept-change';
import { wakeFor } from './wake';
import { requireNoBreach, type Weighing, weigh } from './weigh';

/** Errors that say of kept edits that they no longer apply as they are. */
const STALE = new Set<string>(['conflict', 'not_found', 'account_not_found', 'invalid_request']);

/** What a kept change would do now, or why it can no longer be applied. */
export async function weighKept(
  tx: Db,
  content: Content,
  stamp: { changeId: string; at: Date },
): Promise<{ weighing: Weighing | null; problem: string | null }> {
  try {
    return { weighing: await weigh(tx, content, stamp), problem: null };
  } catch (error) {
    if (!(error instanceof AppError) || !STALE.has(error.code)) throw error;
    return { weighing: null, problem: error.message };
  }
}

/** Acts that bring a change nearer to being applied, so that guardrails are looked at. */
const LEADING_ON = new Set<Act>(['submit', 'approve', 'schedule', 'apply', 'emergency_apply']);

/** What the clock does with a change that is due: where it cannot be applied, it fails, and says why. */
function overdue(move: Move, weighing: Weighing | null, problem: string | null): Move {
  if (move.act !== 'apply_due') return move;
  if (!weighing) return { act: 'fail', reason: problem ?? 'Its edits no longer apply.' };
  const [first, ...rest] = weighing.breaches;
  return first ? { act: 'fail', reason: breachProblem([first, ...rest]).message } : move;
}

/** The content after an act: an edit brings its own. */
interface Acted {
  id: string;
  move: Move;
  content?: ChangeContent;
}

const wordsOf = (move: Move): string | null => {
  if (move.act === 'reject') return move.comment;
  if (move.act === 'emergency_apply' || move.act === 'fail') return move.reason;
  return null;
};

async function auditAct(
  tx: Db,
  context: Context,
  { row, content }: KeptChange,
  move: Move,
  step: Step,
): Promise<void> {
  const failed = step.kind === 'failed' ? step.reason : null;
  const act: Act | 'revoke' = failed ? 'fail' : step.kind === 'returned' ? 'revoke' : move.act;
  await writeAudit(tx, context, {
    action: `change.${act}`,
    subject: { kind: 'change', id: row.id },
    changeId: row.id,
    reason: failed ?? wordsOf(move) ?? content.reason,
    before: { status: row.status },
    after: {
      status: step.life.status,
      ...(move.act === 'edit' && { edits: content.edits }),
      ...(step.life.applyAt && { applyAt: step.life.applyAt }),
      ...(step.revoked.length > 0 && { revoked: step.revoked.map(({ by }) => by) }),
    },
  });
}

/** Tells what a step came to; what applies a change tells that by itself. */
async function tell(
  tx: Db,
  context: Context,
  { row, life }: KeptChange,
  move: Move,
  step: Step,
): Promise<void> {
  if (step.kind === 'applies') return;
  const events = eventsOf({ act: move.act, before: life, after: step.life });
  const explanation = step.kind === 'failed' ? step.reason : wordsOf(move);
  await announce(tx, context, { changeId: row.id, events, explanation });
}

/** Refuses an edit of a version that is no longer current; the error shows both sides. */
function requireVersion({ row, content }: KeptChange, sent: ChangeContent): void {
  const { expectedVersion } = sent;
  if (expectedVersion === undefined || expectedVersion === row.version) return;
  throw new AppError(
    'conflict',
    `The change is at version ${row.version}, not ${expectedVersion}: it was edited meanwhile. Look at what it says now, then edit it again.`,
    {
      members: {
        conflict: {
          subject: { kind: 'change', id: row.id },
          expectedVersion,
          yours: sent,
          current: { version: row.version, ...content },
        },
      },
    },
  );
}

/** Keeps new content as the next version; approvals are of one version. */
async function edited(
  tx: Db,
  context: Context,
  kept: KeptChange,
  content: ChangeContent,
  { effects, impact }: Weighing,
) {
  const version = kept.row.version + 1;
  const { id } = kept.row;
  const { reason, edits, applyAt } = content;
  await addVersion(tx, context, { id, version, content: { reason, edits }, applyAt });
  await tx.change.update({
    where: { id },
    data: {
      version,
      reason,
      edits: asJson(edits),
      diff: asJson(effects.flatMap(({ diff }) => diff)),
      impact: asJson(impact),
      failure: Prisma.DbNull,
    },
  });
  return { ...kept, row: { ...kept.row, version }, content: { reason, edits } };
}

/** What an act comes to: the change as it is then, or an error to answer with once that is kept. */
type Outcome = { view: ChangeView } | { error: AppError };

async function run(tx: Db, context: Context, { id, move, content }: Acted): Promise<Outcome> {
  await lockPolicy(tx, 'exclusive');
  const at = await effectiveAt(tx, context.now);
  let kept = await loadChange(tx, id);
  if (content) requireVersion(kept, content);
  const wanted = content ? { ...content, edits: withoutRevisions(content.edits) } : null;
  const stamp = { changeId: id, at };
  // With the revisions that an edit was made against, so that somebody else's later one is seen.
  const { weighing, problem } = content
    ? { weighing: await weigh(tx, content, stamp), problem: null }
    : await weighKept(tx, kept.content, stamp);
  if (content && weighing) requireNoBreach(weighing);
  const now: Circumstances = {
    at: context.now,
    pin: weighing?.pin ?? null,
    requirement: weighing?.requirement ?? NOTHING_REQUIRED,
    governs: governs([...kept.content.edits, ...(content?.edits ?? [])]),
    maker: await makerOf(tx, context.actor),
  };
  const refusal = refusalOf(kept.life, move.act, context.actor, now);
  if (refusal) {
    const why = problem && now.pin === null ? ` ${problem}` : '';
    throw new AppError(refusal.code, `${refusal.message}${why}`, { members: refusal.members });
  }
  if (weighing && move.act !== 'apply_due' && LEADING_ON.has(move.act)) requireNoBreach(weighing);
  const step = stepOf(kept.life, overdue(move, weighing, problem), context.actor, now);
  if (wanted && weighing) kept = await edited(tx, context, kept, wanted, weighing);
  await auditAct(tx, context, kept, move, step);
  await saveLife(tx, context, kept.row, step.life, step.revoked);
  if (step.kind === 'failed') {
    await tx.change.update({ where: { id }, data: { failure: { reason: step.reason } } });
  }
  await tell(tx, context, kept, move, step);
  if (step.kind === 'returned') return { error: returnedError(step) };
  if (step.kind === 'applies' && weighing) {
    const { reverts } = kept.row;
    await applyWeighed(tx, context, { id, reason: kept.content.reason, reverts }, weighing, at);
  }
  return { view: await viewOf(tx, context, await loadChange(tx, id), weighing, problem) };
}

async function act(context: Context, acted: Acted): Promise<ChangeView> {
  const outcome = await db().$transaction((tx) => run(tx, context, acted));
  if ('error' in outcome) {
    wakeNotices();
    throw outcome.error;
  }
  wakeFor(outcome.view);
  return outcome.view;
}

/**
 * Moves a kept change on: submit, edit, withdraw, schedule, unschedule, apply, or apply in an
 * emergency. Goes through the same door as every other write. Throws `forbidden`, `conflict`,
 * `guardrail_broken`, `not_found`, `invalid_request`; where approvals turn out to be of something
 * else, they are revoked, that is kept, and it throws `conflict`.
 */
export const actOnChange = verb('policy:write', act);

/** Applies a change whose time has come, or marks it as failed. For the clock: it acts as the product. */
export const applyDueChange = verb('policy:write', (context, { id }: { id: string }) =>
  act(context, { id, move: { act: 'apply_due' } }),
);

/** Approves or rejects a change in review: for people other than those whose work it is. */
export const reviewChange = verb(
  'changes:approve',
  (
    context,
    reviewed: { id: string; move: Extract<Move, { act: 'approve' | 'reject' }> },
  ): Promise<ChangeView> => act(context, reviewed),
);
