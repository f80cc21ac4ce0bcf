import {
  type Alone,
  alone,
  type LimitingTraits,
  limitingClass,
  ownCells,
  pattern,
  remembered,
  signing,
} from './alone';
import {
  AUTHENTICATION,
  type Component,
  componentsWith,
  isPreviewComponent,
  type Preview,
} from './catalog';
import { type Cell, cellOf } from './cells';
import { saidByTemplate } from './layers';
import type { Settings } from './settings';
import type { TemplateState } from './state';

/** All templates by key, before a change and after it. */
export interface TemplateSides {
  before: ReadonlyMap<string, TemplateState>;
  after: ReadonlyMap<string, TemplateState>;
  /** What the installation has opted in to: without, nothing comes of preview cells. */
  preview?: Preview | null;
}

/** What a template says, and what each component comes to by that alone. */
export interface Said {
  settings: Settings;
  alone: (component: Component, traits: LimitingTraits) => Alone;
}

/** What a component comes to in each class of accounts, by what is said of its cells. */
const worked = remembered(
  (component: Component, said: string) => `${component} ${said}`,
  (): Alone[] => [],
);

/** What settings come to, worked out once for each component, class and what is said of it. */
export function saidBy(settings: Settings, preview?: TemplateSides['preview']): Said {
  const known = new Map<Component, Alone[]>();
  const classesOf = (component: Component) => {
    const own = ownCells(component, preview);
    // Apps differ by installation, the features of other components do not.
    const names = isPreviewComponent(component) ? own.join() : '';
    return worked(component, `${pattern(own, settings)} ${names}`);
  };
  return {
    settings,
    alone: (component, traits) => {
      let classes = known.get(component);
      if (!classes) {
        classes = classesOf(component);
        known.set(component, classes);
      }
      const number = limitingClass(traits);
      classes[number] ??= alone(component, settings, traits, preview);
      return classes[number];
    },
  };
}

/** What two templates say, one before a change and one after it, and where that can matter. */
export interface Stake {
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
export function withAgreement(
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
  const known = new Map<string, Map<string, Stake>>();
  const numbers = new Map<string, number>();
  const said = { before: new Map<string, Said>(), after: new Map<string, Said>() };
  const read = (side: 'before' | 'after', key: string) => {
    const says =
      said[side].get(key) ?? saidBy(saidByTemplate(templates[side], key), templates.preview);
    said[side].set(key, says);
    return says;
  };
  return (before, after) => {
    const from = known.get(before) ?? new Map<string, Stake>();
    known.set(before, from);
    const stake =
      from.get(after) ??
      stakeOf(read('before', before), read('after', after), templates.preview, numbers);
    from.set(after, stake);
    return stake;
  };
}

/** What was worked out between two sets of templates; `answers` is for who works on from there. */
interface Stakes {
  before: object;
  preview: TemplateSides['preview'];
  between: StakeBetween;
  answers: Map<number, unknown>;
}

const found = new WeakMap<TemplateSides['after'], Stakes>();

/** Finds what is at stake between two templates, working out each template and each pair once. */
export function stakes(templates: TemplateSides): Stakes {
  const { before, after, preview } = templates;
  const known = found.get(after);
  if (known?.before === before && isSamePreview(known.preview, preview)) return known;
  const fresh = { before, preview, between: findStakes(templates), answers: new Map() };
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
