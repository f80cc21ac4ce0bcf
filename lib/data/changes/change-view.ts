import 'server-only';
import type { Db } from '@/lib/db';
import { governs, isOfPin, missing, type Requirement } from '@/lib/domain/approvals';
import { type Circumstances, openActs, statusOf } from '@/lib/domain/change-life';
import type { DiffLine } from '@/lib/domain/diff';
import { type ChangeView, isOpen } from '@/lib/domain/views';
import { actorOf } from '../actor-ref';
import type { Context } from '../context';
import { subjectNames } from '../subject-names';
import type { Content } from './affecting';
import { type KeptChange, makerOf } from './kept-change';
import { touchedPage } from './touched-accounts';
import type { Weighing } from './weigh';

/** Accounts that a view of a change names itself. */
const SAMPLE = 10;

type ImpactView = ChangeView['impact'];

const NO_IMPACT: ImpactView = { accounts: 0, flipping: 0, cells: [], sample: null };

/** How far a change that is not applied reaches, with the first accounts. */
export async function impactNow(tx: Db, weighing: Weighing): Promise<ImpactView> {
  const { impact } = weighing;
  const page = { place: null, limit: SAMPLE };
  return { ...impact, sample: await touchedPage(tx, weighing, page, impact.accounts) };
}

/** How far a change reaches, to be kept as it is applied: after that there are no further pages. */
export async function impactOnApplying(tx: Db, weighing: Weighing): Promise<ImpactView> {
  const impact = await impactNow(tx, weighing);
  return { ...impact, sample: impact.sample && { ...impact.sample, nextCursor: null } };
}

/** How far a change reached when it was applied, or as far as was known last. */
const impactThen = (kept: unknown): ImpactView => ({ ...NO_IMPACT, ...(kept as object | null) });

const namesOf = async (tx: Db, diff: readonly DiffLine[]) =>
  Object.fromEntries(
    await subjectNames(
      tx,
      diff.map(({ subject }) => subject),
    ),
  );

const requirementView = (
  requirement: Requirement,
  lacking: { approvers: number; admins: number },
) => ({
  ...requirement,
  rules: [...requirement.rules],
  missing: lacking,
});

/** A change that is not kept: a dry run, or one that would change nothing. */
export async function unkeptView(
  tx: Db,
  { actor: { kind, id, name }, now }: Context,
  { reason, edits }: Content,
  weighing: Weighing,
  status: 'dry_run' | 'unchanged',
): Promise<ChangeView> {
  const { effects, requirement } = weighing;
  const diff = effects.flatMap((effect) => effect.diff);
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
    diff,
    impact: await impactNow(tx, weighing),
    requirement: requirementView(requirement, missing(requirement, [])),
    approvals: [],
    acts: [],
    problem: null,
    reverts: null,
    revertedBy: [],
    names: await namesOf(tx, diff),
  };
}

/** The changes that took a change back. */
const revertsOf = (tx: Db, id: string) =>
  tx.change.findMany({
    where: { reverts: id, status: { in: ['applied', 'reverted'] } },
    select: { id: true },
  });

/**
 * A kept change as whoever asks may see it and act on it. `weighing` is what it would do now; null
 * where its edits no longer apply, with the reason why in `problem`.
 */
export async function viewOf(
  tx: Db,
  context: Context,
  { row, content, life, isNew }: KeptChange,
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
  const revertedBy = isNew ? [] : await revertsOf(tx, row.id);
  const counted = life.approvals.filter((approval) => done || isOfPin(approval, now.pin));
  const failure = row.failure as { reason?: string } | null;
  const live = !done && weighing !== null;
  const diff = live
    ? weighing.effects.flatMap((effect) => effect.diff)
    : (row.diff as unknown as DiffLine[]);
  return {
    id: row.id,
    status: done ? row.status : statusOf(life, now),
    reason: row.reason,
    actor: actorOf(row),
    createdAt: row.createdAt.toISOString(),
    appliedAt: row.appliedAt?.toISOString() ?? null,
    applyAt: row.applyAt?.toISOString() ?? null,
    version: row.version,
    pin: now.pin,
    edits: [...content.edits],
    diff,
    impact: live ? await impactNow(tx, weighing) : impactThen(row.impact),
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
    names: await namesOf(tx, diff),
  };
}
