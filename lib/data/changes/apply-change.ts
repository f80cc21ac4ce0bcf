import 'server-only';
import type { Db } from '@/lib/db';
import type { Effect } from '@/lib/domain/apply-edits';
import { revertOf } from '@/lib/domain/revert';
import { type AuditLine, writeAudits } from '../audit';
import type { Context } from '../context';
import type { Change } from '../generated/client';
import { announce } from '../notices/announce';
import type { Content } from './affecting';
import { effectsOfChange } from './change-effects';
import { impactOnApplying } from './change-view';
import { asJson, insertChange } from './kept-change';
import { loadWorldOf } from './load-world';
import { storeEffects } from './store-effects';
import type { Weighing } from './weigh';

/** A change that is about to be applied. */
export interface Applying {
  id: string;
  reason: string;
  /** The change that it takes back. */
  reverts: string | null;
}

/** Revisions never lie before one another, even where the clocks of two instances differ. */
export async function effectiveAt(tx: Db, now: Date): Promise<Date> {
  const [last] = await tx.$queryRaw<{ at: Date | null }[]>`
    SELECT max(applied_at) AS at FROM change`;
  return new Date(Math.max(now.getTime(), last?.at?.getTime() ?? 0));
}

function auditLine(effect: Effect, change: Applying): AuditLine {
  const [op, ...others] = effect.ops;
  return {
    action: op !== undefined && others.length === 0 ? op : `${effect.subject.kind}.change`,
    subject: effect.subject,
    changeId: change.id,
    reason: change.reason,
    before: effect.before,
    after: effect.after,
  };
}

/** Whether nothing is left of what a change did. */
async function isTakenBack(tx: Db, id: string, at: Date): Promise<boolean> {
  const effects = await effectsOfChange(tx, id);
  const world = await loadWorldOf(
    tx,
    effects.map(({ subject }) => subject),
  );
  const { edits, clashes } = revertOf(effects, world, at);
  return edits.length === 0 && clashes.length === 0;
}

/** Writes what a change does to policy, with its audit and its notices. */
async function carryOut(
  tx: Db,
  context: Context,
  change: Applying,
  weighing: Weighing,
  at: Date,
): Promise<void> {
  await storeEffects(tx, weighing, { changeId: change.id, at });
  const lines = weighing.effects.map((effect) => auditLine(effect, change));
  await writeAudits(tx, context, lines);
  await announce(tx, context, { changeId: change.id, events: ['change.applied'] });
  if (change.reverts !== null && (await isTakenBack(tx, change.reverts, at))) {
    await tx.change.update({ where: { id: change.reverts }, data: { status: 'reverted' } });
    await announce(tx, context, { changeId: change.reverts, events: ['change.reverted'] });
  }
}

/** Writes all that a kept change does, in the caller's transaction and under the door's lock. */
export async function applyWeighed(
  tx: Db,
  context: Context,
  change: Applying,
  weighing: Weighing,
  at: Date,
): Promise<void> {
  await tx.change.update({
    where: { id: change.id },
    data: {
      status: 'applied',
      appliedAt: at,
      diff: asJson(weighing.effects.flatMap(({ diff }) => diff)),
      impact: asJson(await impactOnApplying(tx, weighing)),
    },
  });
  await carryOut(tx, context, change, weighing, at);
}

/** The same for a change that is not kept yet: it is kept as applied. Gives back its row. */
export async function applyNew(
  tx: Db,
  context: Context,
  change: { id: string; content: Content; reverts: string | null },
  weighing: Weighing,
  at: Date,
): Promise<Change> {
  const { id, content, reverts } = change;
  const applied = { at, impact: await impactOnApplying(tx, weighing) };
  const kept = { id, content, applyAt: null, reverts, weighing, applied };
  const row = await insertChange(tx, context, kept);
  await carryOut(tx, context, { id, reason: content.reason, reverts }, weighing, at);
  return row;
}
