import { type CeilingTraits, representative } from './account-class';
import {
  AUTHENTICATION,
  COMPONENTS,
  type Component,
  componentEntry,
  featuresOf,
  isPreviewComponent,
  type Preview,
} from './catalog';
import type { CeilingCode } from './ceiling';
import { type Cell, cellOf, findCell } from './cells';
import { decisionOf, type PolicyInput } from './policy';
import { resolve } from './resolve';
import type { Settings } from './settings';

/** What the ceiling itself reads of an account; the other traits make defaults and advice. */
export type LimitingTraits = Pick<
  CeilingTraits,
  'platformCollectsRequirements' | 'stripeBearsLosses' | 'treasury' | 'cardIssuing'
>;

/** An account's traits that stand for the whole class; what else they say makes no cell on or off. */
export function traitsOfClass(traits: LimitingTraits): CeilingTraits {
  return { ...traits, detailsSubmitted: true, manualPayouts: false };
}

/** All that the ceiling can tell apart, in the order of the numbers that the database gives them. */
export const LIMITING_CLASSES: readonly LimitingTraits[] = Array.from(
  { length: 16 },
  (_, bits) => ({
    platformCollectsRequirements: (bits & 1) !== 0,
    stripeBearsLosses: (bits & 2) !== 0,
    treasury: (bits & 4) !== 0,
    cardIssuing: (bits & 8) !== 0,
  }),
);

/** The number of a class among these. */
export function limitingClass(traits: LimitingTraits): number {
  return (
    (traits.platformCollectsRequirements ? 1 : 0) |
    (traits.stripeBearsLosses ? 2 : 0) |
    (traits.treasury ? 4 : 0) |
    (traits.cardIssuing ? 8 : 0)
  );
}

/** Answers kept at most; one is small, and there are few beside what templates say. */
const MOST_KEPT = 20_000;

/** The same function, working out each answer once. */
export function remembered<Args extends unknown[], T>(
  keyOf: (...args: Args) => string,
  work: (...args: Args) => T,
): (...args: Args) => T {
  const kept = new Map<string, T>();
  return (...args) => {
    const key = keyOf(...args);
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const made = work(...args);
    kept.set(key, made);
    return made;
  };
}

const listCells = (component: Component, preview?: Preview | null): Cell[] => [
  cellOf(component),
  ...featuresOf(component, preview).map((feature) => cellOf(component, feature)),
];

const known = new Map<Component, readonly Cell[]>(
  COMPONENTS.map((component) => [component, listCells(component)]),
);

/** The cells of a component: the component itself, then its features. */
export function ownCells(component: Component, preview?: Preview | null): readonly Cell[] {
  return known.get(component) ?? listCells(component, preview);
}

/** The components that have to agree on sign-in. */
export const signing: readonly Component[] = COMPONENTS.filter((component) =>
  featuresOf(component).includes(AUTHENTICATION),
);

/** What settings say of these cells, as text. */
export const pattern = (cells: readonly Cell[], settings: Settings) =>
  cells.map((cell) => settings[cell] ?? '-').join();

/** What becomes of a cell: the value that its layers want, and the one that the ceiling leaves. */
export interface CellValue {
  wanted: boolean;
  value: boolean;
  code: CeilingCode | null;
  /** Whether a layer says it, and not only Stripe's default. */
  said: boolean;
}

/** What a component comes to by itself: all but the agreement on sign-in is its own affair. */
export interface Alone {
  /** Another one for each answer. */
  number: number;
  cells: ReadonlyMap<Cell, CellValue>;
  /** Its say in the agreement on sign-in; null where it is off, or has none. */
  authentication: boolean | null;
}

let answers = 0;

/**
 * What a component comes to by what its own cells say, whatever others say; each answer is worked out
 * once. Sign-in is not agreed on yet: see `asksToSignIn` and `agreed`.
 */
export const alone = remembered(
  (component: Component, settings: Settings, traits: LimitingTraits, preview?: Preview | null) => {
    const { capability } = componentEntry(component);
    const may =
      capability === null || traits[capability === 'treasury' ? capability : 'cardIssuing'];
    const { platformCollectsRequirements: collects, stripeBearsLosses: losses } = traits;
    const own = ownCells(component, preview);
    // Apps differ by installation, the features of other components do not.
    const names = isPreviewComponent(component) ? own.join() : '';
    return `${component} ${may} ${collects} ${losses} ${pattern(own, settings)}${names}`;
  },
  (
    component: Component,
    settings: Settings,
    traits: LimitingTraits,
    preview?: Preview | null,
  ): Alone => {
    const cells = ownCells(component, preview);
    const own = cells.flatMap((cell) => (settings[cell] ? [[cell, settings[cell]] as const] : []));
    const needed = isPreviewComponent(component) ? preview : null;
    const policy = resolve({
      ...inputOf(Object.fromEntries(own), traits),
      ...(needed && { preview: needed }),
    });
    const say = decisionOf(policy, component, AUTHENTICATION);
    answers += 1;
    return {
      number: answers,
      cells: new Map(
        cells.flatMap((cell): [Cell, CellValue][] => {
          const ref = findCell(cell);
          const decision = ref && decisionOf(policy, component, ref.feature);
          if (!decision) return [];
          const { value } = decision;
          const limited = decision.layer === 'ceiling';
          const wanted = limited ? (decision.lost[0]?.value ?? value) : value;
          const code = limited ? decision.code : null;
          return [[cell, { wanted, value, code, said: settings[cell] !== undefined }]];
        }),
      ),
      authentication: policy.components[component]?.enabled.value && say ? say.value : null,
    };
  },
);

/** Whether one of these enabled components asks for sign-in, which makes all of them ask. */
export function asksToSignIn(all: readonly Alone[]): boolean {
  return all.some(({ authentication }) => authentication === false);
}

/** What becomes of a component's own sign-in cell, once it is known whether any component asks. */
export function agreed({ authentication }: Alone, cell: CellValue, asked: boolean): CellValue {
  if (!asked || !authentication) return cell;
  return { ...cell, value: false, code: 'authentication_must_match' };
}

function inputOf(settings: Settings, traits: LimitingTraits): PolicyInput {
  return {
    account: 'class',
    at: new Date(0),
    traits: representative(traitsOfClass(traits)),
    assignedBy: 'explicit',
    templates: [{ key: 'class', revision: 1, settings }],
    overrides: [],
  };
}
