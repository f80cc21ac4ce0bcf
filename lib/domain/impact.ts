import { type Cell, cellsWith } from './cells';
import type { ComponentFates, Fate } from './component-fates';
import { type AffectedClass, type ComponentList, fatesBetween, type TemplateSides } from './fates';

/**
 * What a change does to one cell, in accounts: for which it comes to be on, and off, and which stay as
 * they were although their template changes its mind.
 */
export type CellImpact = { cell: Cell } & Record<Fate, number>;

/** How far a change reaches. */
export interface Impact {
  /** Accounts whose layers the change touches: their own, their template's or their rules'. */
  accounts: number;
  /** Of these, the accounts for which at least one cell comes to another value. */
  flipping: number;
  /** The cells that are on another value for some account, or would be but for a shield. */
  cells: CellImpact[];
}

const noImpactOn = (cell: Cell): CellImpact => ({
  cell,
  on: 0,
  off: 0,
  shieldedByOverride: 0,
  shieldedByCeiling: 0,
});

/**
 * What a change does to the accounts that it touches, by classes, so that the work grows with the
 * number of classes and not of accounts, and looks only at components that it can bear on. Gives
 * what resolving every account by itself would give.
 */
export function impactOf(classes: readonly AffectedClass[], templates: TemplateSides): Impact {
  const fates = fatesBetween(templates);
  const counts = new Map<ComponentFates, number>();
  const lists = new Map<ComponentList, { accounts: number; flips: number }>();
  const count = (component: ComponentFates | undefined, accounts: number) => {
    if (component) counts.set(component, (counts.get(component) ?? 0) + accounts);
  };
  let flipping = 0;
  for (const one of classes) {
    const { list, own } = fates(one);
    let counted = lists.get(list);
    if (!counted) {
      counted = { accounts: 0, flips: list.filter((component) => component?.flips).length };
      lists.set(list, counted);
    }
    counted.accounts += one.accounts;
    let { flips } = counted;
    for (const { place, fates: instead } of own) {
      const shared = list[place];
      flips += Number(instead?.flips ?? false) - Number(shared?.flips ?? false);
      count(shared, -one.accounts);
      count(instead, one.accounts);
    }
    if (flips > 0) flipping += one.accounts;
  }
  for (const [list, { accounts }] of lists) {
    for (const component of list) count(component, accounts);
  }
  const cells = new Map<Cell, CellImpact>();
  for (const [component, accounts] of counts) {
    if (accounts === 0) continue;
    for (const [cell, fate] of component.cells) {
      const counted = cells.get(cell) ?? noImpactOn(cell);
      counted[fate] += accounts;
      cells.set(cell, counted);
    }
  }
  return {
    accounts: classes.reduce((sum, { accounts }) => sum + accounts, 0),
    flipping,
    cells: cellsWith(templates.preview).flatMap(({ cell }) => cells.get(cell) ?? []),
  };
}
