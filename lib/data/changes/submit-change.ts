import 'server-only';
import { randomUUID } from 'node:crypto';
import { type Db, db, Prisma } from '@/lib/db';
import { applyEdits, type Effect } from '@/lib/domain/apply-edits';
import type { ChangeRequest } from '@/lib/domain/edits';
import type { World } from '@/lib/domain/state';
import type { ChangeView, Impact } from '@/lib/domain/views';
import { writeAudit } from '../audit';
import { type Context, verb } from '../context';
import { lockPolicy } from '../policy-lock';
import { loadWorld } from './load-world';
import { storeEffects } from './store-effects';

/** Thrown inside a transaction to undo a dry run; carries what the run found out. */
class DryRunDone {
  constructor(readonly change: ChangeView) {}
}

/** Revisions never lie before one another, even where the clocks of two instances differ. */
async function effectiveAt(tx: Db, now: Date): Promise<Date> {
  const last = await tx.change.findFirst({
    where: { appliedAt: { not: null } },
    orderBy: { appliedAt: 'desc' },
    select: { appliedAt: true },
  });
  return new Date(Math.max(now.getTime(), last?.appliedAt?.getTime() ?? 0));
}

function withDescendants(world: World, keys: Iterable<string>): Set<string> {
  const found = new Set(keys);
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const { key, extends: parent } of world.templates.values()) {
      if (parent !== null && found.has(parent)) found.add(key);
    }
  }
  return found;
}

/** Accounts that the change touched, that stand on what it touched, or that the rules moved. */
async function impactOf(
  tx: Db,
  world: World,
  effects: readonly Effect[],
  reassigned: readonly string[],
): Promise<Impact> {
  const ids = (kind: string) =>
    effects.filter((e) => e.subject.kind === kind).map((e) => e.subject.id);
  const templates = [...withDescendants(world, ids('template'))];
  const [row] = await tx.$queryRaw<{ accounts: number }[]>`
    SELECT count(*)::int AS accounts FROM account
    WHERE id = ANY(${[...ids('account'), ...reassigned]}::text[])
      OR template_key = ANY(${templates}::text[])`;
  return { accounts: row?.accounts ?? 0 };
}

async function audit(
  tx: Db,
  context: Context,
  effect: Effect,
  change: { id: string; reason: string },
) {
  const [op, ...others] = effect.ops;
  await writeAudit(tx, context, {
    action: op !== undefined && others.length === 0 ? op : `${effect.subject.kind}.change`,
    subject: effect.subject,
    changeId: change.id,
    reason: change.reason,
    before: effect.before,
    after: effect.after,
  });
}

async function run(tx: Db, context: Context, request: ChangeRequest): Promise<ChangeView> {
  await lockPolicy(tx, 'exclusive');
  const id = randomUUID();
  const at = await effectiveAt(tx, context.now);
  const world = await loadWorld(tx, request.edits);
  const effects = applyEdits(world, request.edits, { now: at, changeId: id });
  const { kind, id: actorId, name } = context.actor;
  const change: ChangeView = {
    id,
    status: 'applied',
    reason: request.reason,
    actor: { kind, id: actorId, name },
    createdAt: context.now.toISOString(),
    appliedAt: at.toISOString(),
    edits: request.edits,
    diff: effects.flatMap(({ diff }) => diff),
    impact: { accounts: 0 },
  };
  if (effects.length === 0) return { ...change, id: null, status: 'unchanged', appliedAt: null };

  await tx.change.create({
    data: {
      id,
      status: 'applied',
      actorKind: kind,
      actorId,
      actorName: name,
      reason: request.reason,
      edits: JSON.parse(JSON.stringify(request.edits)),
      diff: JSON.parse(JSON.stringify(change.diff)),
      requestId: context.requestId,
      createdAt: context.now,
      appliedAt: at,
    },
  });
  const { reassigned } = await storeEffects(tx, effects, world.rules, { changeId: id, at });
  change.impact = await impactOf(tx, world, effects, reassigned);
  for (const effect of effects) await audit(tx, context, effect, { id, reason: request.reason });
  if (request.dryRun) {
    throw new DryRunDone({ ...change, id: null, status: 'dry_run', appliedAt: null });
  }
  return change;
}

/**
 * The one door for writes to policy. Takes a reason and typed edits; in one transaction, one change
 * at a time, checks permission and expected revisions, applies all edits or none, and writes
 * revisions and audit. A dry run does the same and then undoes it, so it cannot differ.
 * A change that would alter nothing writes nothing.
 * Throws `invalid_request`, `conflict` (both sides shown), `not_found`, `account_not_found`.
 */
export const submitChange = verb(
  'policy:write',
  async (context, request: ChangeRequest): Promise<ChangeView> => {
    try {
      return await db().$transaction((tx) => run(tx, context, request), {
        isolationLevel: Prisma.TransactionIsolationLevel.ReadCommitted,
      });
    } catch (error) {
      if (error instanceof DryRunDone) return error.change;
      throw error;
    }
  },
);
