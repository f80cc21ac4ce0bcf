import { COMPONENTS, type Component, type Feature, featuresOf } from './catalog';

/** A component's `enabled`, or one feature of it: `payments` or `payments.refund_management`. */
export type Cell = Component | `${Component}.${Feature}`;

export interface CellRef {
  cell: Cell;
  component: Component;
  /** null for the component's own `enabled`. */
  feature: Feature | null;
}

/** The cell of a component's feature, or of its `enabled` where no feature is given. */
export function cellOf(component: Component, feature: Feature | null = null): Cell {
  return feature === null ? component : `${component}.${feature}`;
}

/** All cells of the catalog, each component's `enabled` followed by its features. */
export const CELLS: readonly CellRef[] = COMPONENTS.flatMap((component) =>
  [null, ...featuresOf(component)].map((feature) => ({
    cell: cellOf(component, feature),
    component,
    feature,
  })),
);

const byName: ReadonlyMap<string, CellRef> = new Map(CELLS.map((ref) => [ref.cell, ref]));

/** The cell that a text names, or undefined where the catalog has none of that name. */
export function findCell(text: string): CellRef | undefined {
  return byName.get(text);
}
