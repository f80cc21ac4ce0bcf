import type { Cell } from './cells';
import { type EditContext, requireRevision } from './edit-context';
import type { EditOf } from './edits';
import { AppError, invalid } from './errors';
import type { Setting } from './settings';
import { type AccountState, MAX_TAGS, type OverrideState, type World } from './state';
import { requireUsable } from './template-use';

/** Gives an account a template explicitly, or hands it back to the rules and the default. */
export function assignAccount(
  world: World,
  edit: EditOf<'account.assign'>,
  context: EditContext,
): void {
  const before = requireAccount(world, edit.account);
  requireRevision(edit, before);
  if (edit.template !== null) {
    requireUsable(world, edit.template, 'assigned', `${context.pointer}/template`);
  }
  count(world, before.template, -1);
  count(world, edit.template, 1);
  world.accounts.set(edit.account, { ...before, template: edit.template });
}

/** Sets or clears overrides of an account; cells that are not named stay as they are. */
export function overrideAccount(
  world: World,
  edit: EditOf<'account.override'>,
  context: EditContext,
): void {
  const before = requireAccount(world, edit.account);
  requireRevision(edit, before);
  if (edit.expiresAt && edit.expiresAt.getTime() <= context.now.getTime()) {
    throw invalid({
      pointer: `${context.pointer}/expiresAt`,
      message: 'The expiry lies in the past. Give a time to come, or none.',
    });
  }
  const overrides: Partial<Record<Cell, OverrideState>> = { ...before.overrides };
  for (const [cell, setting] of Object.entries(edit.set) as [Cell, Setting][]) {
    if (setting === 'inherit') {
      delete overrides[cell];
    } else if (!says(before.overrides[cell], setting, edit)) {
      overrides[cell] = {
        setting,
        note: edit.note,
        expiresAt: edit.expiresAt,
        decidedAt: context.now,
        changeId: context.changeId,
      };
    }
  }
  world.accounts.set(edit.account, { ...before, overrides });
}

/**
 * Adds and removes tags of an account. One that is there already, or is not there to be removed,
 * stays as it is. Throws `invalid_request` where the account would have too many.
 */
export function tagAccount(world: World, edit: EditOf<'account.tag'>, context: EditContext): void {
  const before = requireAccount(world, edit.account);
  requireRevision(edit, before);
  const removed = new Set(edit.remove);
  const tags = [...new Set([...before.tags, ...(edit.add ?? [])])]
    .filter((tag) => !removed.has(tag))
    .sort();
  if (tags.length > MAX_TAGS && tags.length > before.tags.length) {
    throw invalid({
      pointer: `${context.pointer}/add`,
      message: `An account has ${MAX_TAGS} tags at most; this one would have ${tags.length}.`,
    });
  }
  world.accounts.set(edit.account, { ...before, tags });
}

/** Whether an override already is what the edit asks for, so that its author and time stay. */
function says(
  override: OverrideState | undefined,
  setting: Setting,
  edit: EditOf<'account.override'>,
): boolean {
  return (
    override?.setting === setting &&
    override.note === edit.note &&
    override.expiresAt?.getTime() === edit.expiresAt?.getTime()
  );
}

function count(world: World, template: string | null, by: 1 | -1): void {
  if (template === null) return;
  world.assigned.set(template, (world.assigned.get(template) ?? 0) + by);
}

function requireAccount(world: World, id: string): AccountState {
  const account = world.accounts.get(id);
  if (!account) {
    throw new AppError('account_not_found', `There is no account "${id}" in the mirror.`);
  }
  return account;
}
