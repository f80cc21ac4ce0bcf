import { representative } from './account-class';
import { COMPONENTS, type Component } from './catalog';
import { type Cell, cellOf, previewCellsAmong } from './cells';
import { stripeDefault, workingOrder } from './defaults';
import { isInForce } from './resolve';
import { assign } from './rule-match';
import type { Rules } from './rules';
import type { DecidedSetting, Settings } from './settings';
import type { AccountState, OverrideState, TemplateState } from './state';
import { chainOf } from './template-use';
import type { Traits } from './traits';

/** What a template says of each cell, by itself or by what it inherits: the nearest wins. */
export function saidByTemplate(
  templates: ReadonlyMap<string, TemplateState>,
  key: string,
): Settings {
  return Object.assign(
    {},
    ...chainOf(templates, key)
      .reverse()
      .map(({ settings }) => settings),
  );
}

/** What an account's layers say of each cell at a moment: its template and its overrides in force. */
export function saidOfAccount(
  world: { templates: ReadonlyMap<string, TemplateState>; rules: Rules },
  account: AccountState,
  traits: Traits,
  at: Date,
): Settings {
  const { template } = assign(account.template, world.rules, { ...traits, tags: account.tags });
  const overrides = (Object.entries(account.overrides) as [Cell, OverrideState][])
    .filter(([, override]) => isInForce(override, at))
    .map(([cell, { setting }]): [Cell, DecidedSetting] => [cell, setting]);
  return { ...saidByTemplate(world.templates, template), ...Object.fromEntries(overrides) };
}

/** An account of the kind that Stripe leaves most to: where a default can be on, here it is. */
export const MOST_OPEN: Traits = representative({
  platformCollectsRequirements: true,
  stripeBearsLosses: true,
  treasury: true,
  cardIssuing: true,
  detailsSubmitted: true,
  manualPayouts: true,
});

/**
 * The cells that a merchant could use: enabled components and, of these, the features that are on,
 * be it by a layer or by Stripe's own default. The ceiling is left out, because what Stripe permits
 * an account can grow without a change of policy. So are preview cells whether or not they are
 * offered: an installation that opts in again must not find open what nobody approved.
 */
export function openCells(said: Settings, traits: Traits = MOST_OPEN): Set<Cell> {
  const open = new Set<Cell>();
  for (const component of COMPONENTS) {
    if (said[component] !== 'on') continue;
    open.add(component);
    for (const cell of openFeatures(component, said, traits)) open.add(cell);
  }
  for (const { cell, component } of previewCellsAmong(Object.keys(said))) {
    if (said[component] === 'on' && said[cell] === 'on') open.add(cell);
  }
  return open;
}

function openFeatures(component: Component, said: Settings, traits: Traits): Cell[] {
  const on = new Set<string>();
  return workingOrder(component).flatMap((feature) => {
    const cell = cellOf(component, feature);
    const setting = said[cell];
    const value = setting
      ? setting === 'on'
      : stripeDefault(component, feature, traits, (sibling) => on.has(sibling));
    if (!value) return [];
    on.add(feature);
    return [cell];
  });
}
