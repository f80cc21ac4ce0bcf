import { type EditContext, requireRevision } from './edit-context';
import type { EditOf } from './edits';
import type { World } from './state';
import { requireUsable } from './template-use';

/** Replaces all assignment rules and the default template at once. */
export function replaceRules(
  world: World,
  edit: EditOf<'rules.replace'>,
  context: EditContext,
): void {
  requireRevision(edit, world.rules);
  requireUsable(world, edit.default, 'the default', `${context.pointer}/default`);
  edit.rules.forEach(({ template }, index) => {
    requireUsable(world, template, 'given by a rule', `${context.pointer}/rules/${index}/template`);
  });
  world.rules = { revision: world.rules.revision, rules: edit.rules, default: edit.default };
}
