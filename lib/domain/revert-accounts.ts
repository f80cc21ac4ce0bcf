import { canonical } from './canonical';
import type { Cell } from './cells';
import type { Edit, EditOf } from './edits';
import { isInForce } from './resolve';
import {
  type Altered,
  type Expired,
  only,
  type Piece,
  type Pieces,
  type RevertedOn,
  refusals,
  same,
  sortOut,
} from './revert-parts';
import type { Setting } from './settings';
import type { AccountState, OverrideState, World } from './state';

/** An override without who made it and when, because a revert is its own author. */
type Said = Pick<OverrideState, 'setting' | 'note' | 'expiresAt'> | null;

const said = (override: OverrideState | undefined): Said =>
  override
    ? { setting: override.setting, note: override.note, expiresAt: override.expiresAt }
    : null;

/** One edit for all cells that get the same note and expiry, because it has one of each. */
function editsOf(account: string, back: readonly Altered<Said>[]) {
  const edits = new Map<string, { edit: EditOf<'account.override'>; parts: Altered<Said>[] }>();
  for (const altered of back) {
    const { target, at } = altered;
    if (at.cell === undefined) continue;
    const { note = null, expiresAt = null } = target ?? {};
    const key = canonical([note, expiresAt]);
    const set: Partial<Record<Cell, Setting>> = edits.get(key)?.edit.set ?? {};
    const edit: EditOf<'account.override'> = {
      op: 'account.override',
      account,
      set: { ...set, [at.cell]: target?.setting ?? 'inherit' },
      expiresAt,
      note,
    };
    edits.set(key, { edit, parts: [...(edits.get(key)?.parts ?? []), altered] });
  }
  return [...edits.values()];
}

/**
 * What takes an account's overrides back. An override that would have expired by now is not put
 * back: without the change it would be out of force, so that the cell is inherited.
 */
function overridePieces(
  { subject, before, after }: RevertedOn<'account'>,
  current: AccountState,
  at: Date,
): Pieces {
  const cells = Object.keys({ ...before.overrides, ...after.overrides }).sort() as Cell[];
  const expired: Expired[] = [];
  const altered = cells
    .filter((cell) => !same(said(before.overrides[cell]), said(after.overrides[cell])))
    .map((cell): Altered<Said> => {
      const old = before.overrides[cell];
      if (old?.expiresAt && !isInForce(old, at)) {
        expired.push({ subject, cell, expiresAt: old.expiresAt });
      }
      return {
        at: { subject, cell },
        target: said(old && isInForce(old, at) ? old : undefined),
        made: said(after.overrides[cell]),
        now: said(current.overrides[cell]),
      };
    });
  const { back, clashes } = sortOut(altered);
  const pieces = editsOf(subject.id, back).map(({ edit, parts }) => ({
    edit,
    clashes: refusals(parts),
  }));
  return { pieces, clashes, expired };
}

/** Tags are taken one by one: those that were added go, and those that were removed come back. */
function pieceOfTags(
  { subject, before, after }: RevertedOn<'account'>,
  now: readonly string[],
): Piece[] {
  const add = before.tags.filter((tag) => !after.tags.includes(tag) && !now.includes(tag));
  const remove = after.tags.filter((tag) => !before.tags.includes(tag) && now.includes(tag));
  if (add.length + remove.length === 0) return [];
  const edit: Edit = {
    op: 'account.tag',
    account: subject.id,
    ...(add.length > 0 && { add }),
    ...(remove.length > 0 && { remove }),
  };
  const clash = { subject, field: 'tags', was: after.tags, now, why: 'refused' as const };
  return [{ edit, clashes: [clash] }];
}

/** What would take a change of an account back: its assignment, its tags and its overrides. */
export function piecesOfAccount(effect: RevertedOn<'account'>, world: World, at: Date): Pieces {
  const { subject, before, after } = effect;
  const now = world.accounts.get(subject.id);
  if (!now) return only([{ subject, field: 'account', was: after, now: null, why: 'gone' }]);
  const place = { subject, field: 'template' };
  const { back, clashes } = sortOut([
    { at: place, target: before.template, made: after.template, now: now.template },
  ]);
  const assigned = back.map((altered): Piece => {
    const edit: Edit = { op: 'account.assign', account: subject.id, template: before.template };
    return { edit, clashes: refusals([altered]) };
  });
  const overrides = overridePieces(effect, now, at);
  return {
    pieces: [...pieceOfTags(effect, now.tags), ...assigned, ...overrides.pieces],
    clashes: [...clashes, ...overrides.clashes],
    expired: overrides.expired,
  };
}
