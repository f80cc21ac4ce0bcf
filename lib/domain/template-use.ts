import type { EditOf } from './edits';
import { AppError, invalid } from './errors';
import type { TemplateState, World } from './state';

/** Deepest chain of templates; deeper ones are harder to understand than to flatten. */
export const MAX_CHAIN = 10;

/** The chain of a template: itself, then its ancestors, nearest first. Stops at a cycle. */
export function chainOf(
  templates: ReadonlyMap<string, TemplateState>,
  key: string,
): TemplateState[] {
  const chain: TemplateState[] = [];
  const seen = new Set<string>();
  for (let at: string | null = key; at !== null && !seen.has(at); ) {
    seen.add(at);
    const template = templates.get(at);
    if (!template) break;
    chain.push(template);
    at = template.extends;
  }
  return chain;
}

/** Throws `invalid_request` unless a template exists and may still be used. */
export function requireUsable(
  world: World,
  key: string,
  use: 'assigned' | 'extended' | 'the default' | 'given by a rule',
  pointer: string,
): void {
  const template = world.templates.get(key);
  if (!template) throw invalid({ pointer, message: `There is no template "${key}".` });
  if (template.archived) {
    throw invalid({
      pointer,
      message: `The template "${key}" is archived and can no longer be ${use}.`,
    });
  }
}

/** Throws `invalid_request` unless `key` may extend `parent`: it exists, no cycle, not too deep. */
export function requireExtendable(
  world: World,
  key: string,
  parent: string | null,
  pointer: string,
): void {
  if (parent === null) return;
  requireUsable(world, parent, 'extended', pointer);
  const chain = chainOf(world.templates, parent).map((template) => template.key);
  if (chain.includes(key)) {
    throw invalid({
      pointer,
      message: `Extending "${parent}" would make a cycle: ${[key, ...chain.slice(0, chain.indexOf(key) + 1)].join(' → ')}.`,
    });
  }
  if (chain.length + heightBelow(world, key) > MAX_CHAIN) {
    throw invalid({
      pointer,
      message: `The chain of templates would be deeper than ${MAX_CHAIN}.`,
    });
  }
}

/** How many templates the longest chain through `key` downwards has, itself included. */
function heightBelow(world: World, key: string): number {
  const children = [...world.templates.values()].filter((t) => t.extends === key);
  return 1 + Math.max(0, ...children.map((child) => heightBelow(world, child.key)));
}

/** Throws `conflict` where a template is still assigned, extended, the default or given by a rule. */
export function requireUnused(world: World, edit: EditOf<'template.archive'>): void {
  const { key } = edit;
  const users: string[] = [];
  if (world.rules.default === key) users.push('it is the default template');
  if (world.rules.rules.some((rule) => rule.template === key)) users.push('a rule gives it');
  const assigned = world.assigned.get(key) ?? 0;
  if (assigned > 0)
    users.push(`${assigned} ${assigned === 1 ? 'account is' : 'accounts are'} assigned to it`);
  const children = [...world.templates.values()].filter((t) => t.extends === key && !t.archived);
  if (children.length > 0) {
    users.push(`${children.map((child) => `"${child.key}"`).join(', ')} extends it`);
  }
  if (users.length === 0) return;
  throw new AppError(
    'conflict',
    `The template "${key}" cannot be archived while it is in use: ${users.join('; ')}.`,
    { members: { conflict: { subject: { kind: 'template', id: key }, yours: edit, users } } },
  );
}
