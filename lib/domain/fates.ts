import {
  type Alone,
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
import { type ComponentFates, fatesOfComponent } from './component-fates';
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

/** What becomes of cells, by the components of which something does. */
export type Fates = readonly ComponentFates[];

/** What a template says, and what each component comes to by that alone. */
interface Said {
  settings: Settings;
  alone: (component: Component, traits: LimitingTraits) => Alone;
}

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
  number: number;
}

/** With one component that has to agree on sign-in, all that have to are at stake. */
function withAgreement(
  touched: readonly Component[],
  preview: TemplateSides['preview'],
): Component[] {
  const all = touched.some((component) => signing.includes(component)) ? signing : [];
  return componentsWith(preview).filter((name) => touched.includes(name) || all.includes(name));
}

function stakeOf(
  before: Said,
  after: Said,
  preview: TemplateSides['preview'],
  numbers: Map<string, number>,
): Stake {
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
  const number = numbers.get(key) ?? numbers.size;
  numbers.set(key, number);
  return { before, after, components, cells: new Set(cells), number };
}

type StakeBetween = (before: string, after: string) => Stake;

function findStakes(templates: TemplateSides): StakeBetween {
  const known = new Map<string, Stake>();
  const numbers = new Map<string, number>();
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
      known.get(pair) ??
      stakeOf(read('before', before), read('after', after), templates.preview, numbers);
    known.set(pair, stake);
    return stake;
  };
}

/** What was worked out between two sets of templates. */
interface Found {
  before: object;
  preview: TemplateSides['preview'];
  between: StakeBetween;
  fates: Map<string, Fates>;
}

const found = new WeakMap<TemplateSides['after'], Found>();

/** Finds what is at stake between two templates, working out each template and each pair once. */
function stakes(templates: TemplateSides): Found {
  const { before, after, preview } = templates;
  const known = found.get(after);
  if (known?.before === before && isSamePreview(known.preview, preview)) return known;
  const fresh = { before, preview, between: findStakes(templates), fates: new Map() };
  found.set(after, fresh);
  return fresh;
}

const isSamePreview = (one: TemplateSides['preview'], other: TemplateSides['preview']) =>
  one === other || JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * The cells whose overrides can matter where these templates change: for all others an account's
 * overrides keep what they decide.
 */
export function cellsAtStake(templates: TemplateSides, keys: readonly string[]): Cell[] {
  const { between } = stakes(templates);
  return [...new Set(keys.flatMap((key) => [...between(key, key).cells]))];
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
  const touched = ownByComponent(overrides);
  return (component) => {
    const bare = said.alone(component, traits);
    const text = touched.get(component);
    if (text === undefined) return bare;
    const known = overridden.get(bare)?.get(text);
    if (known) return known;
    const own: Partial<Record<Cell, DecidedSetting>> = {};
    for (const cell of ownCells(component, preview)) {
      const setting = overrides[cell] ?? said.settings[cell];
      if (setting) own[cell] = setting;
    }
    const made = alone(component, own, traits, preview);
    const answers = overridden.get(bare) ?? new Map<string, Alone>();
    overridden.set(bare, answers.set(text, made));
    return made;
  };
}

/** What a component comes to with overrides, by what it comes to without and by their text. */
const overridden = new WeakMap<Alone, Map<string, Alone>>();

const ownTexts = new WeakMap<object, ReadonlyMap<Component, string>>();

/** What overrides say of each component that they touch, as text. */
function ownByComponent(overrides: ClassSide['overrides']): ReadonlyMap<Component, string> {
  const known = ownTexts.get(overrides);
  if (known) return known;
  const texts = new Map<Component, string>();
  for (const cell of Object.keys(overrides).sort() as Cell[]) {
    const component = findCell(cell)?.component;
    if (!component) continue;
    texts.set(component, `${texts.get(component) ?? ''} ${cell}=${overrides[cell]}`);
  }
  ownTexts.set(overrides, texts);
  return texts;
}

/** What becomes of the cells of a class, component by component. */
function fatesOf(
  stake: Stake,
  one: Sides,
  components: readonly Component[],
  preview: TemplateSides['preview'],
): Fates {
  const { traits, before, after } = one;
  const allBefore = components.map(withOverrides(stake.before, before.overrides, traits, preview));
  const allAfter = components.map(withOverrides(stake.after, after.overrides, traits, preview));
  const asked = { was: asksToSignIn(allBefore), is: asksToSignIn(allAfter) };
  const [had, has] = [ownByComponent(before.overrides), ownByComponent(after.overrides)];
  const fates: ComponentFates[] = [];
  components.forEach((component, index) => {
    const [was, is] = [allBefore[index], allAfter[index]];
    if (!was || !is) return;
    const bareWas = stake.before.alone(component, traits);
    const bareIs = stake.after.alone(component, traits);
    if (was === is && bareWas === bareIs && asked.was === asked.is) return;
    const sides = { component, was, is, bareWas, bareIs, asked };
    const own = `${had.get(component) ?? ''}>${has.get(component) ?? ''}`;
    const made = fatesOfComponent(
      sides,
      own,
      (cell) => (before.overrides[cell] ?? after.overrides[cell]) !== undefined,
    );
    if (made.cells.length > 0) fates.push(made);
  });
  return fates;
}

type Sides = Omit<AffectedClass, 'accounts'>;

/** Overrides as text, those of some cells only. */
function ownText(overrides: ClassSide['overrides'], cells?: ReadonlySet<Cell>): string {
  let names: Cell[] | undefined;
  for (const cell in overrides) {
    if (cells && !cells.has(cell as Cell)) continue;
    names ??= [];
    names.push(cell as Cell);
  }
  if (!names) return '';
  return names
    .sort()
    .map((cell) => `${cell}=${overrides[cell]}`)
    .join(' ');
}

/** What decides what becomes of a class, as text: of overrides that stay, those that can matter. */
function keyOf({ number, cells }: Stake, { traits, before, after }: Sides): string {
  const place = `${number} ${limitingClass(traits)} `;
  if (before.overrides === after.overrides) return place + ownText(before.overrides, cells);
  return `${place}${ownText(before.overrides)} > ${ownText(after.overrides)}`;
}

/** Answers kept at most for two sets of templates. */
const MOST_FATES = 50_000;

/**
 * Says of a class what becomes of each cell that comes to another value, or would but for a shield.
 * Only what a change can bear on is looked at, and once for all classes that are told the same.
 */
export function fatesBetween(templates: TemplateSides): (one: Sides) => Fates {
  const { preview } = templates;
  const { between, fates: known } = stakes(templates);
  return (one) => {
    const { before, after } = one;
    const stake = between(before.template, after.template);
    const key = keyOf(stake, one);
    const answer = known.get(key);
    if (answer) return answer;
    if (known.size >= MOST_FATES) known.clear();
    const same = before.overrides === after.overrides;
    const components = same ? stake.components : componentsOf(stake, one, preview);
    const fates = fatesOf(stake, one, components, preview);
    known.set(key, fates);
    return fates;
  };
}
