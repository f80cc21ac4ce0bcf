import {
  type Alone,
  agreed,
  alone,
  asksToSignIn,
  LIMITING_CLASSES,
  type LimitingTraits,
  limitingClass,
  ownCells,
  pattern,
  signing,
} from './alone';
import {
  AUTHENTICATION,
  COMPONENTS,
  type Component,
  componentsWith,
  PREVIEW_COMPONENTS,
  type Preview,
} from './catalog';
import { type Cell, cellOf, findCell } from './cells';
import { saidByTemplate } from './layers';
import type { DecidedSetting, Settings } from './settings';
import type { TemplateState } from './state';

/** One side of a change for a class of accounts: the template they have, their overrides in force. */
export interface ClassSide {
  template: string;
  overrides: Readonly<Partial<Record<Cell, DecidedSetting>>>;
}

/** All accounts for which a change does the same: they agree in what decides on both sides. */
export interface AffectedClass {
  traits: LimitingTraits;
  accounts: number;
  before: ClassSide;
  after: ClassSide;
}

/** All templates by key, before a change and after it. */
export interface TemplateSides {
  before: ReadonlyMap<string, TemplateState>;
  after: ReadonlyMap<string, TemplateState>;
  /** What the installation has opted in to: without, nothing comes of preview cells. */
  preview?: Preview | null;
}

/** What can become of a cell of which something comes to another value, or would but for a shield. */
export type Fate = 'on' | 'off' | 'shieldedByOverride' | 'shieldedByCeiling';
export type Fates = ReadonlyMap<Cell, Fate>;

/** What a template says, and what each component comes to by that alone. */
interface Said {
  settings: Settings;
  alone: (component: Component, traits: LimitingTraits) => Alone;
}

const signInCells = new Map<Component, Cell>(
  COMPONENTS.map((component) => [component, cellOf(component, AUTHENTICATION)]),
);
const places = new Map<Component, number>(
  [...COMPONENTS, ...PREVIEW_COMPONENTS].map((component, index) => [component, index]),
);

function saidBy(settings: Settings, preview: TemplateSides['preview']): Said {
  const known: Alone[] = [];
  return {
    settings,
    alone: (component, traits) => {
      const place = (places.get(component) ?? 0) * LIMITING_CLASSES.length + limitingClass(traits);
      known[place] ??= alone(component, settings, traits, preview);
      return known[place];
    },
  };
}

/** What two templates say, one before a change and one after it, and where that can matter. */
interface Stake {
  before: Said;
  after: Said;
  /** The components of which something can come to another value. */
  components: readonly Component[];
  /** The cells of which anything that is said can matter. */
  cells: ReadonlySet<Cell>;
  /** The same for all pairs of templates that say the same of these cells. */
  key: string;
}

/** With one component that has to agree on sign-in, all that have to are at stake. */
function withAgreement(
  touched: readonly Component[],
  preview: TemplateSides['preview'],
): Component[] {
  const all = touched.some((component) => signing.includes(component)) ? signing : [];
  return componentsWith(preview).filter((name) => touched.includes(name) || all.includes(name));
}

function stakeOf(before: Said, after: Said, preview: TemplateSides['preview']): Stake {
  const [was, is] = [before.settings, after.settings];
  const touched = componentsWith(preview).filter((component) =>
    ownCells(component, preview).some((cell) => was[cell] !== is[cell]),
  );
  const components = withAgreement(touched, preview);
  // Of a component that only has to agree, nothing else can matter.
  const cells = components.flatMap((component) =>
    touched.includes(component)
      ? ownCells(component, preview)
      : [cellOf(component), cellOf(component, AUTHENTICATION)],
  );
  const key = [components, pattern(cells, was), pattern(cells, is)].join(' ');
  return { before, after, components, cells: new Set(cells), key };
}

type StakeBetween = (before: string, after: string) => Stake;

function findStakes(templates: TemplateSides): StakeBetween {
  const known = new Map<string, Stake>();
  const said = { before: new Map<string, Said>(), after: new Map<string, Said>() };
  const read = (side: 'before' | 'after', key: string) => {
    const says =
      said[side].get(key) ?? saidBy(saidByTemplate(templates[side], key), templates.preview);
    said[side].set(key, says);
    return says;
  };
  return (before, after) => {
    const pair = `${before} ${after}`;
    const stake =
      known.get(pair) ?? stakeOf(read('before', before), read('after', after), templates.preview);
    known.set(pair, stake);
    return stake;
  };
}

const found = new WeakMap<
  TemplateSides['after'],
  { before: object; preview: TemplateSides['preview']; between: StakeBetween }
>();

/** Finds what is at stake between two templates, working out each template and each pair once. */
function stakes(templates: TemplateSides): StakeBetween {
  const { before, after, preview } = templates;
  const known = found.get(after);
  if (known?.before === before && known.preview === preview) return known.between;
  const between = findStakes(templates);
  found.set(after, { before, preview, between });
  return between;
}

/**
 * The cells whose overrides can matter where these templates change: for all others an account's
 * overrides keep what they decide.
 */
export function cellsAtStake(templates: TemplateSides, keys: readonly string[]): Cell[] {
  const stake = stakes(templates);
  return [...new Set(keys.flatMap((key) => [...stake(key, key).cells]))];
}

/** The components at stake for a class whose overrides change as well. */
function componentsOf(
  { components }: Stake,
  { before, after }: Sides,
  preview: TemplateSides['preview'],
): Component[] {
  const touched = componentsWith(preview).filter((component) =>
    ownCells(component, preview).some((cell) => before.overrides[cell] !== after.overrides[cell]),
  );
  return withAgreement([...components, ...touched], preview);
}

/** What each component comes to by a template and an account's overrides. */
function withOverrides(
  said: Said,
  overrides: ClassSide['overrides'],
  traits: LimitingTraits,
  preview: TemplateSides['preview'],
): (component: Component) => Alone {
  const touched = new Set<Component>();
  for (const cell in overrides) {
    const component = findCell(cell)?.component;
    if (component) touched.add(component);
  }
  return (component) => {
    if (!touched.has(component)) return said.alone(component, traits);
    const own: Partial<Record<Cell, DecidedSetting>> = {};
    for (const cell of ownCells(component, preview)) {
      const setting = overrides[cell] ?? said.settings[cell];
      if (setting) own[cell] = setting;
    }
    return alone(component, own, traits, preview);
  };
}

/**
 * What becomes of the cells of a class. The ceiling is the shield only where no override of the cell
 * stands before it; an override of another cell can be one, because defaults follow siblings.
 */
function fatesOf(
  { before, after }: Stake,
  one: Sides,
  components: readonly Component[],
  preview: TemplateSides['preview'],
): Fates {
  const { traits } = one;
  const was = components.map(withOverrides(before, one.before.overrides, traits, preview));
  const is = components.map(withOverrides(after, one.after.overrides, traits, preview));
  const [askedThen, asksNow] = [asksToSignIn(was), asksToSignIn(is)];
  const fates = new Map<Cell, Fate>();
  components.forEach((component, index) => {
    const [then, now] = [was[index], is[index]];
    const bare = [before.alone(component, traits), after.alone(component, traits)] as const;
    if (!then || !now) return;
    if (then === now && bare[0] === bare[1] && askedThen === asksNow) return;
    const signIn = signInCells.get(component);
    const valueIn = (side: Alone, cell: Cell, asked: boolean) => {
      const value = side.cells.get(cell);
      return value && cell === signIn ? agreed(side, value, asked) : value;
    };
    for (const cell of now.cells.keys()) {
      const [old, fresh] = [valueIn(then, cell, askedThen), valueIn(now, cell, asksNow)];
      if (!old || !fresh) continue;
      if (old.value !== fresh.value) {
        fates.set(cell, fresh.value ? 'on' : 'off');
      } else if (bare[0].cells.get(cell)?.wanted !== bare[1].cells.get(cell)?.wanted) {
        const limited = old.code !== null || fresh.code !== null;
        const overridden = Boolean(one.before.overrides[cell] ?? one.after.overrides[cell]);
        fates.set(cell, limited && !overridden ? 'shieldedByCeiling' : 'shieldedByOverride');
      }
    }
  });
  return fates;
}

type Sides = Omit<AffectedClass, 'accounts'>;

/** What decides what becomes of a class whose overrides stay as they are, as text. */
function keyOf({ key, cells }: Stake, { traits, before: { overrides } }: Sides): string {
  const own = (Object.keys(overrides) as Cell[])
    .filter((cell) => cells.has(cell))
    .sort()
    .map((cell) => `${cell}=${overrides[cell]}`);
  return [key, limitingClass(traits), ...own].join(' ');
}

/**
 * Says of a class what becomes of each cell that comes to another value, or would but for a shield.
 * Only what a change can bear on is looked at, and once for all classes that are told the same.
 */
export function fatesBetween(templates: TemplateSides): (one: Sides) => Fates {
  const { preview } = templates;
  const stakeBetween = stakes(templates);
  const known = new Map<string, Fates>();
  return (one) => {
    const { before, after } = one;
    const stake = stakeBetween(before.template, after.template);
    if (before.overrides !== after.overrides) {
      return fatesOf(stake, one, componentsOf(stake, one, preview), preview);
    }
    const key = keyOf(stake, one);
    const fates = known.get(key) ?? fatesOf(stake, one, stake.components, preview);
    known.set(key, fates);
    return fates;
  };
}
