import { type Alone, type LimitingTraits, limitingClass } from './alone';
import { COMPONENTS, type Component } from './catalog';
import type { CeilingCode } from './ceiling';
import type { Cell } from './cells';
import { type LimitedCell, limitedOf } from './limited-cells';
import { type Overrides, ownByComponent, withOverrides } from './overridden';
import type { Settings } from './settings';
import { type Said, saidBy } from './stakes';

/** Accounts that the ceiling cannot tell apart: of one template and class, with the same overrides. */
export interface StandingClass {
  template: string;
  traits: LimitingTraits;
  overrides: Overrides;
  accounts: number;
}

/** A cell that the ceiling keeps from what layers want, why, and for how many accounts. */
export interface LimitedCount {
  cell: Cell;
  code: CeilingCode;
  accounts: number;
}

const places = new Map<Component, number>(COMPONENTS.map((component, place) => [component, place]));

const asks = ({ authentication }: Alone) => authentication === false;

/** What is limited of a component, whether sign-in is asked for or not. */
const limits = new WeakMap<Alone, (readonly LimitedCell[])[]>();

function limitsOf(component: Component, own: Alone, asked: boolean): readonly LimitedCell[] {
  let both = limits.get(own);
  if (!both) {
    both = [false, true].map((signIn) => limitedOf(component, own, signIn));
    limits.set(own, both);
  }
  return both[Number(asked)] ?? [];
}

/** A component that overrides touch: what it comes to without them, and with them. */
interface Touched {
  component: Component;
  was: Alone;
  is: Alone;
}

/** A template's accounts of one class, as they are without overrides. */
class Bare {
  readonly all: readonly Alone[];
  readonly asking: number;
  /** How many accounts there are of which no component asks for sign-in, and of which one does. */
  readonly accounts = { silent: 0, asked: 0 };

  constructor(
    readonly said: Said,
    readonly traits: LimitingTraits,
  ) {
    this.all = COMPONENTS.map((component) => said.alone(component, traits));
    this.asking = this.all.filter(asks).length;
  }

  /** The components that overrides touch. */
  touchedBy(overrides: Overrides): Touched[] {
    const one = { said: this.said, overrides, traits: this.traits, preview: null };
    const touched: Touched[] = [];
    for (const [component, text] of ownByComponent(overrides)) {
      const was = this.all[places.get(component) ?? -1];
      if (was) touched.push({ component, was, is: withOverrides(was, component, text, one) });
    }
    return touched;
  }
}

/** Finds what accounts of a template and a class are without overrides, working it out once. */
function bareBy(settings: ReadonlyMap<string, Settings>) {
  const templates = new Map<string, { said: Said; classes: Bare[] }>();
  const of = (template: string, traits: LimitingTraits): Bare => {
    const known = templates.get(template) ?? {
      said: saidBy(settings.get(template) ?? {}),
      classes: [],
    };
    templates.set(template, known);
    const number = limitingClass(traits);
    known.classes[number] ??= new Bare(known.said, traits);
    return known.classes[number];
  };
  const all = () => [...templates.values()].flatMap(({ classes }) => Object.values(classes));
  return { of, all };
}

/**
 * Of how many accounts the ceiling limits which cells, and why: what `limitedCells` says of each of
 * these classes, added up. Components that overrides do not touch are looked at once for each
 * template and class. `settings` is what each template comes to with its ancestors.
 */
export function limitedCounts(
  classes: readonly StandingClass[],
  settings: ReadonlyMap<string, Settings>,
): LimitedCount[] {
  const counts = new Map<LimitedCell, number>();
  const add = (component: Component, own: Alone, asked: boolean, accounts: number) => {
    for (const limited of limitsOf(component, own, asked)) {
      counts.set(limited, (counts.get(limited) ?? 0) + accounts);
    }
  };
  const bare = bareBy(settings);
  for (const { template, traits, overrides, accounts } of classes) {
    const one = bare.of(template, traits);
    const touched = one.touchedBy(overrides);
    let { asking } = one;
    for (const { was, is } of touched) asking += Number(asks(is)) - Number(asks(was));
    const asked = asking > 0;
    one.accounts[asked ? 'asked' : 'silent'] += accounts;
    for (const { component, was, is } of touched) {
      add(component, was, asked, -accounts);
      add(component, is, asked, accounts);
    }
  }
  for (const { all, accounts } of bare.all()) {
    COMPONENTS.forEach((component, place) => {
      const own = all[place];
      if (!own) return;
      add(component, own, false, accounts.silent);
      add(component, own, true, accounts.asked);
    });
  }
  return sum(counts);
}

/** The same by cell and code; what is limited for nobody in the end is left out. */
function sum(counts: ReadonlyMap<LimitedCell, number>): LimitedCount[] {
  const all = new Map<string, LimitedCount>();
  for (const [{ cell, code }, accounts] of counts) {
    const key = `${cell} ${code}`;
    const known = all.get(key) ?? { cell, code, accounts: 0 };
    known.accounts += accounts;
    all.set(key, known);
  }
  return [...all.values()].filter(({ accounts }) => accounts > 0);
}
