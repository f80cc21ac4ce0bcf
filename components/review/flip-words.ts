import { findCell } from '@/lib/domain/cells';
import type { CellFlip } from '@/lib/domain/touched';
import { cellName, featureTitle } from '@/lib/domain/words/cells';

/** Cells that come to the same value together. */
export interface FlipGroup {
  value: boolean;
  /** E.g. "Payouts", or "Payments: Refunds, Disputes". */
  text: string;
}

/** What comes to another value, in words: components by themselves, features after their component. */
export function flipGroups(flips: readonly CellFlip[]): FlipGroup[] {
  const groups = new Map<string, { value: boolean; name: string; features: string[] }>();
  for (const { cell, value } of flips) {
    const { component, feature } = findCell(cell) ?? { component: null, feature: null };
    const whole = component === null || feature === null;
    const key = `${whole ? cell : component} ${whole} ${value}`;
    const group = groups.get(key) ?? {
      value,
      name: whole ? cellName(cell) : cellName(component),
      features: [],
    };
    if (!whole) group.features.push(featureTitle(component, feature));
    groups.set(key, group);
  }
  return [...groups.values()].map(({ value, name, features }) => ({
    value,
    text: features.length > 0 ? `${name}: ${features.join(', ')}` : name,
  }));
}
