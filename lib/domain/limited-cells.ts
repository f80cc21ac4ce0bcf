import {
  type Alone,
  agreed,
  alone,
  asksToSignIn,
  LIMITING_CLASSES,
  type LimitingTraits,
  ownCells,
  pattern,
  remembered,
  signing,
} from './alone';
import { AUTHENTICATION, COMPONENTS, type Component } from './catalog';
import type { CeilingCode } from './ceiling';
import { type Cell, cellOf, findCell } from './cells';
import type { DecidedSetting, Settings } from './settings';

/** A cell that the ceiling keeps from what a layer, not only Stripe's default, wants. */
export interface LimitedCell {
  cell: Cell;
  code: CeilingCode;
}

/** The settings that an account's layers come to, highest layer first. */
export function settingsOfLayers(layers: readonly Settings[]): Settings {
  return Object.assign({}, ...layers.toReversed());
}

/** What the ceiling limits of a component, once it is known whether any component asks for sign-in. */
export function limitedOf(component: Component, own: Alone, asked: boolean): LimitedCell[] {
  const signIn = cellOf(component, AUTHENTICATION);
  return [...own.cells].flatMap(([cell, kept]): LimitedCell[] => {
    const { code, said } = cell === signIn ? agreed(own, kept, asked) : kept;
    return code !== null && said ? [{ cell, code }] : [];
  });
}

/** What the ceiling limits in these components, which must be all that have to agree on sign-in. */
function limitedAmong(
  components: readonly Component[],
  settings: Settings,
  traits: LimitingTraits,
): LimitedCell[] {
  const all = components.map((component) => ({
    component,
    own: alone(component, settings, traits),
  }));
  const asked = asksToSignIn(all.map(({ own }) => own));
  return all.flatMap(({ component, own }) => limitedOf(component, own, asked));
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
    : ownCells(ref.component);
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
      const own = ownCells(component);
      return cellsBehind(cell).some((name) => own.includes(name));
    });
    return LIMITING_CLASSES.flatMap((traits, number) =>
      limitedAmong(components, behind, traits).some((limited) => limited.cell === cell)
        ? [number]
        : [],
    );
  },
);

/** With more cells than this behind one, all that layers can say of them is too much to go through. */
const FEW = 7;

/** All that layers can come to at these cells: one that they leave open comes to on or off as well. */
function* allSettings([cell, ...others]: readonly Cell[]): Generator<Settings> {
  if (cell === undefined) return yield {};
  for (const rest of allSettings(others)) {
    yield { ...rest, [cell]: 'on' };
    yield { ...rest, [cell]: 'off' };
  }
}

/**
 * Whether the ceiling can limit a cell at all, whatever layers say and whatever the account is. Where
 * very many cells have a say in it, this is not worked out, and the answer is yes.
 */
export const canBeLimited = remembered(
  (cell: Cell) => cell,
  (cell: Cell): boolean => {
    const behind = cellsBehind(cell);
    if (behind.length > FEW) return true;
    for (const settings of allSettings(behind)) {
      if (limitedClasses(cell, settings).length > 0) return true;
    }
    return false;
  },
);
