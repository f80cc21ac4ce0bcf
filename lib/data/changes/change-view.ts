import 'server-only';
import type { Db } from '@/lib/db';
import { governs, isOfPin, missing, type Requirement } from '@/lib/domain/approvals';
import { type Circumstances, openActs, statusOf } from '@/lib/domain/change-life';
import type { DiffLine } from '@/lib/domain/diff';
import type { Impact } from '@/lib/domain/impact';
import { type ChangeView, isOpen } from '@/lib/domain/views';
import type { Context } from '../context';
import { type KeptChange, makerOf } from './kept-change';
import type { Content, Weighing } from './weigh';

const NO_IMPACT: Impact = { accounts: 0, flipping: 0, cells: [] };

const requirementView = (
  requirement: Requirement,
  lacking: { approvers: number; admins: number },
) => ({
  ...requirement,
  rules: [...requirement.rules],
  missing: lacking,
});

/** A change that is not kept: a dry run, or one that would change nothing. */
export function unkeptView(
  { actor: { kind, id, name }, now }: Context,
  { reason, edits }: Content,
  { effects, impact, requirement }: Weighing,
  status: 'dry_run' | 'unchanged',
): ChangeView {
  return {
    id: null,
    status,
    reason,
    actor: { kind, id, name },
    createdAt: now.toISOString(),
    appliedAt: null,
    applyAt: null,
    version: 1,
    pin: null,
    edits: [...edits],
    diff: effects.flatMap(({ diff }) => diff),
    impact,
    requirement: requirementView(requirement, missing(requirement, [])),
    approvals: [],
    acts: [],
    problem: null,
    reverts: null,
    revertedBy: [],
  };
}

/**
 * A kept change as whoever asks may see it and act on it. `weighing` is what it would do now; null
 * where its edits no longer apply, with the reason why in `problem`.
 */
export async function viewOf(
  tx: Db,
  context: Context,
  { row, content, life }: KeptChange,
  weighing: Weighing | null,
  problem: string | null = null,
): Promise<ChangeView> {
  const done = !isOpen(row.status);
  const requirement = weighing?.requirement ?? { approvers: 0, admins: 0, rules: [] };
  const now: Circumstances = {
    at: context.now,
    pin: weighing?.pin ?? null,
    requirement,
    governs: governs(content.edits),
    maker: await makerOf(tx, context.actor),
  };
  const revertedBy = await tx.change.findMany({
    where: { reverts: row.id, status: { in: ['applied', 'reverted'] } },
    select: { id: true },
  });
  const counted = life.approvals.filter((approval) => done || isOfPin(approval, now.pin));
  const failure = row.failure as { reason?: string } | null;
  const live = !done && weighing !== null;
  return {
    id: row.id,
    status: done ? row.status : statusOf(life, now),
    reason: row.reason,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName } as ChangeView['actor'],
    createdAt: row.createdAt.toISOString(),
    appliedAt: row.appliedAt?.toISOString() ?? null,
    applyAt: row.applyAt?.toISOString() ?? null,
    version: row.version,
    pin: now.pin,
    edits: [...content.edits],
    diff: live ? weighing.effects.flatMap(({ diff }) => diff) : (row.diff as unknown as DiffLine[]),
    impact: live ? weighing.impact : ((row.impact as unknown as Impact | null) ?? NO_IMPACT),
    requirement: requirementView(requirement, missing(requirement, counted)),
    approvals: life.approvals.map((approval) => ({
      by: { id: approval.by, name: approval.row.userName },
      role: approval.role,
      at: approval.row.at.toISOString(),
      counts: counted.includes(approval),
    })),
    acts: openActs(life, context.actor, now),
    problem: row.status === 'failed' ? (failure?.reason ?? problem) : problem,
    reverts: row.reverts,
    revertedBy: revertedBy.map(({ id }) => id),
  };
}
