import type { Effect } from './apply-edits';
import type { World } from './state';

function count(assigned: Map<string, number>, template: string | null, by: 1 | -1): void {
  if (template !== null) assigned.set(template, (assigned.get(template) ?? 0) + by);
}

/**
 * The world once a change's effects have taken place. The world that is given stays as it is, and
 * templates that no effect is on stay the very same, so that what is worked out of them serves both.
 */
export function worldAfter(world: World, effects: readonly Effect[]): World {
  const templates = effects.some(({ subject }) => subject.kind === 'template');
  const after: World = {
    ...world,
    templates: templates ? new Map(world.templates) : world.templates,
    accounts: new Map(world.accounts),
    assigned: new Map(world.assigned),
  };
  for (const effect of effects) enact(after, effect);
  return after;
}

function enact(world: World, effect: Effect): void {
  switch (effect.subject.kind) {
    case 'template': {
      const { after } = effect as Extract<Effect, { subject: { kind: 'template' } }>;
      world.templates.set(after.key, after);
      return;
    }
    case 'account': {
      const { before, after } = effect as Extract<Effect, { subject: { kind: 'account' } }>;
      count(world.assigned, before.template, -1);
      count(world.assigned, after.template, 1);
      world.accounts.set(after.account, after);
      return;
    }
    case 'rules':
      world.rules = (effect as Extract<Effect, { subject: { kind: 'rules' } }>).after;
      return;
    case 'approvals':
      world.approvals = (effect as Extract<Effect, { subject: { kind: 'approvals' } }>).after;
      return;
    case 'guardrails':
      world.guardrails = (effect as Extract<Effect, { subject: { kind: 'guardrails' } }>).after;
      return;
    default:
      effect.subject satisfies never;
  }
}
