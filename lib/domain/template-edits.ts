import { type EditContext, requireRevision } from './edit-context';
import { type EditOf, subjectOf } from './edits';
import { AppError, invalid, notFound } from './errors';
import { mergeSettings } from './settings';
import type { TemplateState, World } from './state';
import { requireExtendable, requireUnused } from './template-use';

/** Adds a template at revision 0, which the change makes its first. */
export function createTemplate(
  world: World,
  edit: EditOf<'template.create'>,
  context: EditContext,
): void {
  const current = world.templates.get(edit.key);
  if (current) {
    throw new AppError(
      'conflict',
      `A template with the key "${edit.key}" exists already. Choose another key, or update it.`,
      { members: { conflict: { subject: subjectOf(edit), yours: edit, current } } },
    );
  }
  requireExtendable(world, edit.key, edit.extends, `${context.pointer}/extends`);
  world.templates.set(edit.key, {
    key: edit.key,
    revision: 0,
    name: edit.name,
    extends: edit.extends,
    settings: mergeSettings({}, edit.set),
    archived: false,
  });
}

/** Changes a template's name, parent or settings; what is left out stays. */
export function updateTemplate(
  world: World,
  edit: EditOf<'template.update'>,
  context: EditContext,
): void {
  const before = requireTemplate(world, edit.key);
  requireRevision(edit, before);
  if (before.archived) {
    throw invalid({
      pointer: `${context.pointer}/key`,
      message: `The template "${edit.key}" is archived and can no longer be edited.`,
    });
  }
  const parent = edit.extends === undefined ? before.extends : edit.extends;
  if (parent !== before.extends) {
    requireExtendable(world, edit.key, parent, `${context.pointer}/extends`);
  }
  world.templates.set(edit.key, {
    ...before,
    name: edit.name ?? before.name,
    extends: parent,
    settings: mergeSettings(before.settings, edit.set ?? {}),
  });
}

/** Takes a template out of use for good; nothing may use it any more. */
export function archiveTemplate(world: World, edit: EditOf<'template.archive'>): void {
  const before = requireTemplate(world, edit.key);
  requireRevision(edit, before);
  requireUnused(world, edit);
  world.templates.set(edit.key, { ...before, archived: true });
}

function requireTemplate(world: World, key: string): TemplateState {
  const template = world.templates.get(key);
  if (!template) throw notFound('template', key);
  return template;
}
