import { type CeilingTraits, representative } from './account-class';
import { AUTHENTICATION, COMPONENTS, type Component, componentEntry, featuresOf } from './catalog';
import type { CeilingCode } from './ceiling';
import { type Cell, cellOf, findCell } from './cells';
import { decisionOf, type PolicyInput } from './policy';
import { resolve } from './resolve';
import type { DecidedSetting, Settings } from './settings';

/** A cell that the ceiling keeps from what a layer, not only Stripe's default, wants. */
export interface LimitedCell {
  cell: Cell;
  code: CeilingCode;
}

/** What the ceiling itself reads of an account; the other traits make defaults and advice. */
export type LimitingTraits = Pick<
  CeilingTraits,
  'platformCollectsRequirements' | 'stripeBearsLosses' | 'treasury' | 'cardIssuing'
>;

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

/** Answers kept at most; one is small, and there are few beside what templates say. */
const MOST_KEPT = 20_000;

/** The same function, working out each answer once. */
function remembered<Args extends unknown[], T>(
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

const ownCells = new Map<Component, readonly Cell[]>(
  COMPONENTS.map((component) => [
    component,
    [cellOf(component), ...featuresOf(component).map((feature) => cellOf(component, feature))],
  ]),
);

const signing = COMPONENTS.filter((component) => featuresOf(component).includes(AUTHENTICATION));

const pattern = (cells: readonly Cell[], settings: Settings) =>
  cells.map((cell) => settings[cell] ?? '-').join();

/** What a component comes to by itself: all but the agreement on sign-in is its own affair. */
interface Alone {
  limited: readonly LimitedCell[];
  /** Its say in the agreement on sign-in; null where it is off, or has none. */
  authentication: boolean | null;
}

const alone = remembered(
  (component: Component, settings: Settings, traits: LimitingTraits) => {
    const { capability } = componentEntry(component);
    const may =
      capability === null || traits[capability === 'treasury' ? capability : 'cardIssuing'];
    const { platformCollectsRequirements: collects, stripeBearsLosses: losses } = traits;
    return `${component} ${may} ${collects} ${losses} ${pattern(ownCells.get(component) ?? [], settings)}`;
  },
  (component: Component, settings: Settings, traits: LimitingTraits): Alone => {
    const own = (ownCells.get(component) ?? []).flatMap((cell) =>
      settings[cell] ? [[cell, settings[cell]] as const] : [],
    );
    const policy = resolve(inputOf(Object.fromEntries(own), traits));
    const { enabled } = policy.components[component];
    const say = decisionOf(policy, component, AUTHENTICATION);
    return {
      limited: policy.ceilings
        .filter(({ cell }) => findCell(cell)?.component === component && settings[cell])
        .map(({ cell, code }) => ({ cell, code })),
      authentication: enabled.value && say ? say.value : null,
    };
  },
);

function inputOf(settings: Settings, traits: LimitingTraits): PolicyInput {
  return {
    account: 'class',
    at: new Date(0),
    traits: representative({ ...traits, detailsSubmitted: true, manualPayouts: false }),
    assignedBy: 'explicit',
    templates: [{ key: 'class', revision: 1, settings }],
    overrides: [],
  };
}

/** The settings that an account's layers come to, highest layer first. */
export function settingsOfLayers(layers: readonly Settings[]): Settings {
  return Object.assign({}, ...layers.toReversed());
}

/** What the ceiling limits in these components, which must be all that have to agree on sign-in. */
function limitedAmong(
  components: readonly Component[],
  settings: Settings,
  traits: LimitingTraits,
): LimitedCell[] {
  const all = components.map((component) => ({ component, ...alone(component, settings, traits) }));
  const asked = all.some(({ authentication }) => authentication === false);
  return all.flatMap(({ component, limited, authentication }) => {
    const cell = cellOf(component, AUTHENTICATION);
    return asked && authentication && settings[cell]
      ? [...limited, { cell, code: 'authentication_must_match' as const }]
      : limited;
  });
}

/**
 * The cells that the ceiling keeps from what the layers want, as `resolve` says it, but quick enough
 * to be asked for every class of accounts: components are worked out one by one and remembered, and
 * then agree on sign-in, where one enabled component that asks for it makes all of them ask.
 */
export function limitedCells(settings: Settings, traits: LimitingTraits): LimitedCell[] {
  return limitedAmong(COMPONENTS, settings, traits);
}

/** The cells whose settings decide whether the ceiling limits a cell: no other can matter. */
export function cellsBehind(cell: Cell): readonly Cell[] {
  const ref = findCell(cell);
  if (!ref) return [];
  return ref.feature === AUTHENTICATION
    ? signing.flatMap((component) => [cellOf(component), cellOf(component, AUTHENTICATION)])
    : (ownCells.get(ref.component) ?? []);
}

/** The numbers of the classes in which these settings are limited at a cell. */
export const limitedClasses = remembered(
  (cell: Cell, settings: Settings) => `${cell} ${pattern(cellsBehind(cell), settings)}`,
  (cell: Cell, settings: Settings): readonly number[] => {
    const behind = Object.fromEntries(
      cellsBehind(cell).flatMap((name): [Cell, DecidedSetting][] =>
        settings[name] ? [[name, settings[name]]] : [],
      ),
    );
    const components = COMPONENTS.filter((component) => {
      const own = ownCells.get(component) ?? [];
      return cellsBehind(cell).some((name) => own.includes(name));
    });
    return LIMITING_CLASSES.flatMap((traits, number) =>
      limitedAmong(components, behind, traits).some((limited) => limited.cell === cell)
        ? [number]
        : [],
    );
  },
);
