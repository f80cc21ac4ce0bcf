import type { Feature } from './catalog';
import { type CeilingCode, lacksCapability, limitBy } from './ceiling';
import type { CellSays } from './cell-says';
import type { ComponentPlan } from './component-plan';
import { defaultValue } from './defaults';
import type { SettledComponent } from './settled-component';
import type { Traits } from './traits';

/**
 * What a component comes to by its own cells, before all have agreed on sign-in. The lists go by
 * the places of its plan.
 */
export interface WorkedComponent {
  readonly plan: ComponentPlan;
  readonly traits: Traits;
  readonly cells: readonly CellSays[];
  readonly byDefault: readonly boolean[];
  readonly used: readonly boolean[];
  /** Why the ceiling changed a cell; null where it did not. */
  readonly codes: readonly (CeilingCode | null)[];
  /** Whether other accounts have the same, so that nothing made of it may be altered. */
  readonly shared: boolean;
  /** What it came to among the others so far, by the bits of these that it heeds. */
  readonly settled: (SettledComponent | undefined)[];
}

/** What the layers want of a cell, down to Stripe's default. */
export const wantedOf = (
  { cells, byDefault }: Pick<WorkedComponent, 'cells' | 'byDefault'>,
  place: number,
): boolean => cells[place]?.says[0]?.value ?? byDefault[place] ?? false;

/** Works a component out: Stripe's defaults, the layers above them, and the ceiling over all. */
export function workOut(
  plan: ComponentPlan,
  traits: Traits,
  cells: readonly CellSays[],
  shared: boolean,
): WorkedComponent {
  const { component, entries, placeOf } = plan;
  const byDefault: boolean[] = new Array(cells.length).fill(false);
  const used: boolean[] = new Array(cells.length).fill(false);
  const codes: (CeilingCode | null)[] = new Array(cells.length).fill(null);
  const worked = { plan, traits, cells, byDefault, used, codes, shared, settled: [] };
  used[0] = wantedOf(worked, 0);
  const sibling = (feature: Feature) => used[placeOf.get(feature) ?? -1] ?? false;
  for (const place of plan.order) {
    const entry = entries[place - 1];
    byDefault[place] = defaultValue(entry?.default, traits, sibling);
    const wanted = wantedOf(worked, place);
    const limited = limitBy(entry?.condition ?? null, wanted, traits, sibling);
    const changed = limited !== null && limited.used !== wanted;
    used[place] = changed ? limited.used : wanted;
    codes[place] = changed ? limited.code : null;
  }
  if (lacksCapability(component, traits)) {
    for (let place = 0; place < cells.length; place += 1) {
      used[place] = false;
      codes[place] = wantedOf(worked, place) ? 'capability_missing' : null;
    }
  }
  return worked;
}

/** Whether a layer or the ceiling decides a cell, and not Stripe's default. */
export const isDecided = ({ cells, codes }: WorkedComponent, place: number): boolean =>
  codes[place] !== null || (cells[place]?.says.length ?? 0) > 0;

/** Whether a component, if it is enabled, has the others say something of sign-in as well. */
export const saysSignIn = (worked: WorkedComponent): boolean =>
  isDecided(worked, worked.plan.signIn) || worked.used[worked.plan.signIn] === true;
