import { applyEdits } from './apply-edits';
import type { Edit } from './edits';
import { AppError } from './errors';
import { piecesOfAccount } from './revert-accounts';
import {
  type Clash,
  type Expired,
  only,
  type Piece,
  type Pieces,
  type Reverted,
  type RevertedOn,
  refusals,
  sortOut,
} from './revert-parts';
import { piecesOfTemplate } from './revert-templates';
import type { World } from './state';
import { worldAfter } from './world-after';

export type { Clash, ClashReason, Expired, Reverted } from './revert-parts';

/** What takes a change back, as far as nobody has touched the same things since. */
export interface Revert {
  /** May be empty: then there is nothing left to take back. */
  edits: Edit[];
  /** What stays as it is, and why. Without any the change is taken back as a whole. */
  clashes: Clash[];
  /** Overrides that the change replaced and that would have expired by now: they are not restored. */
  expired: Expired[];
}

function piecesOfRules({ subject, before, after }: RevertedOn<'rules'>, world: World): Pieces {
  const now = world.rules;
  const { back, clashes } = sortOut(
    (['rules', 'default'] as const).map((field) => ({
      at: { subject, field },
      target: before[field] as unknown,
      made: after[field],
      now: now[field],
    })),
  );
  if (back.length === 0) return only(clashes);
  const goesBack = (field: string) => back.some(({ at }) => at.field === field);
  const edit: Edit = {
    op: 'rules.replace',
    rules: [...(goesBack('rules') ? before : now).rules],
    default: (goesBack('default') ? before : now).default,
  };
  return { pieces: [{ edit, clashes: refusals(back) }], clashes, expired: [] };
}

function piecesOfApprovals(
  { subject, before, after }: RevertedOn<'approvals'>,
  world: World,
): Pieces {
  const at = { subject, field: 'rules' };
  const { back, clashes } = sortOut([
    { at, target: before.rules, made: after.rules, now: world.approvals.rules },
  ]);
  if (back.length === 0) return only(clashes);
  const edit: Edit = { op: 'approvals.replace', rules: [...before.rules] };
  return { pieces: [{ edit, clashes: refusals(back) }], clashes, expired: [] };
}

function piecesOfGuardrails(
  { subject, before, after }: RevertedOn<'guardrails'>,
  world: World,
): Pieces {
  const at = { subject, field: 'guardrails' };
  const { back, clashes } = sortOut([
    { at, target: before.guardrails, made: after.guardrails, now: world.guardrails.guardrails },
  ]);
  if (back.length === 0) return only(clashes);
  const edit: Edit = { op: 'guardrails.replace', guardrails: [...before.guardrails] };
  return { pieces: [{ edit, clashes: refusals(back) }], clashes, expired: [] };
}

function piecesOfOne(effect: Reverted, world: World, at: Date): Pieces {
  const { kind } = effect.subject;
  switch (kind) {
    case 'template':
      return piecesOfTemplate(effect as RevertedOn<'template'>, world);
    case 'account':
      return piecesOfAccount(effect as RevertedOn<'account'>, world, at);
    case 'rules':
      return piecesOfRules(effect as RevertedOn<'rules'>, world);
    case 'approvals':
      return piecesOfApprovals(effect as RevertedOn<'approvals'>, world);
    case 'guardrails':
      return piecesOfGuardrails(effect as RevertedOn<'guardrails'>, world);
  }
}

/** What would take these effects back, piece by piece, as things are now. */
function piecesOf(effects: readonly Reverted[], world: World, at: Date): Pieces {
  const all = effects.map((effect) => piecesOfOne(effect, world, at));
  return {
    pieces: all.flatMap(({ pieces }) => pieces),
    clashes: all.flatMap(({ clashes }) => clashes),
    expired: all.flatMap(({ expired }) => expired),
  };
}

/** Tries an edit; returns the world with it, or why it cannot be made. */
function attempt(world: World, edit: Edit, now: Date): World | AppError {
  try {
    return worldAfter(world, applyEdits(world, [edit], { now, changeId: '' }));
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/**
 * What takes a change back: for each cell and field that it altered, an edit to what was before,
 * where it still is what the change made of it; otherwise a clash, and it is left alone. What is as
 * before already needs nothing. Later edits go first, and those that wait for others are tried again
 * after them. `current.assigned` must count the accounts of templates that the change created.
 */
export function revertOf(effects: readonly Reverted[], current: World, now: Date): Revert {
  const { pieces, clashes, expired } = piecesOf([...effects].reverse(), current, now);
  const edits: Edit[] = [];
  let world = current;
  let waiting: readonly Piece[] = pieces;
  let refused: Clash[] = [];
  for (let before = -1; before !== edits.length && waiting.length > 0; ) {
    before = edits.length;
    refused = [];
    waiting = waiting.filter(({ edit, clashes: wouldBe }) => {
      const next = attempt(world, edit, now);
      if (next instanceof AppError) {
        refused.push(...wouldBe.map((clash) => ({ ...clash, message: next.message })));
        return true;
      }
      world = next;
      edits.push(edit);
      return false;
    });
  }
  return { edits, clashes: [...clashes, ...refused], expired };
}
