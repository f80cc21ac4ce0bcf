import { type Alone, agreed } from './alone';
import { AUTHENTICATION, COMPONENTS, type Component } from './catalog';
import { type Cell, cellOf } from './cells';
import type { Overrides } from './overridden';

/** What can become of a cell of which something comes to another value, or would but for a shield. */
export type Fate = 'on' | 'off' | 'shieldedByOverride' | 'shieldedByCeiling';

/** What becomes of a component's cells. The very same object wherever it comes out the same. */
export interface ComponentFates {
  cells: readonly (readonly [Cell, Fate])[];
  /** Whether any of them comes to another value. */
  flips: boolean;
}

/** A component before a change and after it, with an account's overrides and by its template alone. */
export interface ComponentSides {
  component: Component;
  was: Alone;
  is: Alone;
  bareWas: Alone;
  bareIs: Alone;
}

/** Whether any component asks for sign-in, before a change and after it. */
export interface Asked {
  was: boolean;
  is: boolean;
}

const signInCells = new Map<Component, Cell>(
  COMPONENTS.map((component) => [component, cellOf(component, AUTHENTICATION)]),
);

/** Answers kept at most; one is small. */
const MOST_KEPT = 100_000;

const known = new Map<string, ComponentFates>();

/**
 * What becomes of a component's cells. The ceiling is the shield only where no override of the cell
 * stands before it; an override of another cell can be one, because defaults follow siblings. `own`
 * stands for what the account's overrides say of the component on both sides.
 */
export function fatesOfComponent(
  sides: ComponentSides,
  asked: Asked,
  own: string,
  overrides: readonly Overrides[],
): ComponentFates {
  const { was, is, bareWas, bareIs } = sides;
  const key = `${was.number} ${is.number} ${bareWas.number} ${bareIs.number} ${asked.was} ${asked.is}${own}`;
  const answer = known.get(key);
  if (answer) return answer;
  if (known.size >= MOST_KEPT) known.clear();
  const cells = cellFates(sides, asked, overrides);
  const made = { cells, flips: cells.some(([, fate]) => fate === 'on' || fate === 'off') };
  known.set(key, made);
  return made;
}

function cellFates(
  { component, was, is, bareWas, bareIs }: ComponentSides,
  asked: Asked,
  overrides: readonly Overrides[],
): [Cell, Fate][] {
  const signIn = signInCells.get(component);
  const valueIn = (side: Alone, cell: Cell, asks: boolean) => {
    const value = side.cells.get(cell);
    return value && cell === signIn ? agreed(side, value, asks) : value;
  };
  return [...is.cells.keys()].flatMap((cell): [Cell, Fate][] => {
    const [old, fresh] = [valueIn(was, cell, asked.was), valueIn(is, cell, asked.is)];
    if (!old || !fresh) return [];
    if (old.value !== fresh.value) return [[cell, fresh.value ? 'on' : 'off']];
    if (bareWas.cells.get(cell)?.wanted === bareIs.cells.get(cell)?.wanted) return [];
    const limited = old.code !== null || fresh.code !== null;
    const isOverridden = overrides.some((own) => own[cell] !== undefined);
    return [[cell, limited && !isOverridden ? 'shieldedByCeiling' : 'shieldedByOverride']];
  });
}
