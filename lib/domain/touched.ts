import { type Cell, cellsWith } from './cells';
import { type AffectedClass, fatesBetween, type TemplateSides } from './fates';

/** A cell that comes to another value, and the value. */
export interface CellFlip {
  cell: Cell;
  value: boolean;
}

/** One account that a change touches, with the cells that come to another value for it. */
export interface TouchedAccount {
  id: string;
  name: string;
  flips: CellFlip[];
}

/**
 * The cells that come to another value, for each of these classes and in their order. It is what
 * `impactOf` counts as coming on and going off.
 */
export function flipsOf(
  classes: readonly Omit<AffectedClass, 'accounts'>[],
  templates: TemplateSides,
): CellFlip[][] {
  const fates = fatesBetween(templates);
  return classes.map((one) => {
    const { list, own: instead } = fates(one);
    const all = [...list];
    for (const { place, fates: component } of instead) all[place] = component;
    const own = new Map(all.flatMap((component) => component?.cells ?? []));
    return cellsWith(templates.preview).flatMap(({ cell }): CellFlip[] => {
      const fate = own.get(cell);
      return fate === 'on' || fate === 'off' ? [{ cell, value: fate === 'on' }] : [];
    });
  });
}
