import {
  type Alone,
  asksToSignIn,
  LIMITING_CLASSES,
  type LimitingTraits,
  limitingClass,
  ownCells,
} from './alone';
import { type Component, componentsWith } from './catalog';
import {
  type Asked,
  type ComponentFates,
  type ComponentSides,
  fatesOfComponent,
} from './component-fates';
import { type Overrides, ownByComponent, standing, withOverrides } from './overridden';
import { type Stake, stakes, type TemplateSides, withAgreement } from './stakes';

export { cellsAtStake, type TemplateSides } from './stakes';

/** One side of a change for a class of accounts: the template they have, their overrides in force. */
export interface ClassSide {
  template: string;
  overrides: Overrides;
}

/** All accounts for which a change does the same: they agree in what decides on both sides. */
export interface AffectedClass {
  traits: LimitingTraits;
  accounts: number;
  before: ClassSide;
  after: ClassSide;
}

/** What becomes of each component at stake: nothing where nothing does. */
export type ComponentList = readonly (ComponentFates | undefined)[];

/** What becomes of cells. The list is the very same for many classes; `own` stands in its places. */
export interface Fates {
  list: ComponentList;
  own: readonly { place: number; fates: ComponentFates | undefined }[];
}

type Sides = Omit<AffectedClass, 'accounts'>;

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

/** What becomes of the cells of a class of which the overrides change as well. */
function fatesOfEdited(stake: Stake, one: Sides, preview: TemplateSides['preview']): Fates {
  const { traits, before, after } = one;
  const had = { said: stake.before, overrides: before.overrides, traits, preview };
  const has = { said: stake.after, overrides: after.overrides, traits, preview };
  const all = componentsOf(stake, one, preview).map((component) => ({
    component,
    was: standing(component, had),
    is: standing(component, has),
    bareWas: stake.before.alone(component, traits),
    bareIs: stake.after.alone(component, traits),
  }));
  const asked = {
    was: asksToSignIn(all.map(({ was }) => was)),
    is: asksToSignIn(all.map(({ is }) => is)),
  };
  const [ownBefore, ownAfter] = [ownByComponent(before.overrides), ownByComponent(after.overrides)];
  const list = all.map((sides) => {
    const { component } = sides;
    const text = `${ownBefore.get(component) ?? ''}>${ownAfter.get(component) ?? ''}`;
    return fateOf(sides, asked, text, [before.overrides, after.overrides]);
  });
  return { list, own: [] };
}

/** What becomes of a component, if anything does. */
function fateOf(
  sides: ComponentSides,
  asked: Asked,
  text: string,
  overrides: readonly Overrides[],
): ComponentFates | undefined {
  const { was, is, bareWas, bareIs } = sides;
  if (was === is && bareWas === bareIs && asked.was === asked.is) return undefined;
  const made = fatesOfComponent(sides, asked, text, overrides);
  return made.cells.length > 0 ? made : undefined;
}

/** What becomes of the accounts of a class that have no overrides at stake, component by component. */
class Bare {
  readonly places: ReadonlyMap<Component, number>;
  readonly was: readonly Alone[];
  readonly is: readonly Alone[];
  /** How many components ask for sign-in. */
  readonly asking: { was: number; is: number };
  private readonly known: ComponentList[] = [];

  constructor(
    readonly stake: Stake,
    readonly traits: LimitingTraits,
  ) {
    const { before, after, components } = stake;
    this.places = new Map(components.map((component, place) => [component, place]));
    this.was = components.map((component) => before.alone(component, traits));
    this.is = components.map((component) => after.alone(component, traits));
    this.asking = { was: this.was.filter(asks).length, is: this.is.filter(asks).length };
  }

  /** What becomes of each component; whether sign-in is asked for may be an overridden one's doing. */
  fates(asked: Asked): ComponentList {
    const which = (asked.was ? 1 : 0) + (asked.is ? 2 : 0);
    this.known[which] ??= this.stake.components.map((component, place) => {
      const [was, is] = [this.was[place], this.is[place]];
      if (!was || !is) return undefined;
      return fateOf({ component, was, is, bareWas: was, bareIs: is }, asked, '>', []);
    });
    return this.known[which] ?? [];
  }
}

const asks = ({ authentication }: Alone) => authentication === false;

/** A component that overrides touch, what it comes to with them, and their text. */
type Touched = ComponentSides & { place: number; text: string };

/** The components at stake that an account's overrides touch. */
function touchedBy(bare: Bare, overrides: Overrides, preview: TemplateSides['preview']): Touched[] {
  const { stake, traits, places } = bare;
  const touched: Touched[] = [];
  const had = { said: stake.before, overrides, traits, preview };
  const has = { said: stake.after, overrides, traits, preview };
  for (const [component, text] of ownByComponent(overrides)) {
    const place = places.get(component);
    if (place === undefined) continue;
    const [bareWas, bareIs] = [bare.was[place], bare.is[place]];
    if (!bareWas || !bareIs) continue;
    const was = withOverrides(bareWas, component, text, had);
    const is = withOverrides(bareIs, component, text, has);
    touched.push({ place, component, text, was, is, bareWas, bareIs });
  }
  return touched;
}

/**
 * What becomes of the cells of a class of which the overrides stay: of components that they do not
 * touch just what becomes of them without, but for sign-in, on which all have to agree.
 */
function fatesOfStanding(
  bare: Bare,
  overrides: Overrides,
  preview: TemplateSides['preview'],
): Fates {
  const touched = touchedBy(bare, overrides, preview);
  let { was, is } = bare.asking;
  for (const one of touched) {
    was += Number(asks(one.was)) - Number(asks(one.bareWas));
    is += Number(asks(one.is)) - Number(asks(one.bareIs));
  }
  const asked = { was: was > 0, is: is > 0 };
  const own = touched.map((one) => ({
    place: one.place,
    fates: fateOf(one, asked, `${one.text}>${one.text}`, [overrides]),
  }));
  return { list: bare.fates(asked), own };
}

/** What becomes of a class without overrides; worked out once for templates that say the same. */
function bareOf(stake: Stake, traits: LimitingTraits, answers: Map<number, Bare>): Bare {
  const key = stake.number * LIMITING_CLASSES.length + limitingClass(traits);
  let known = answers.get(key);
  if (!known) {
    known = new Bare(stake, traits);
    answers.set(key, known);
  }
  return known;
}

/**
 * Says of a class what becomes of each cell that comes to another value, or would but for a shield.
 * Only what a change can bear on is looked at, and what overrides do not touch once for all accounts.
 */
export function fatesBetween(templates: TemplateSides): (one: Sides) => Fates {
  const { preview } = templates;
  const { between, answers } = stakes(templates);
  const bare = answers as Map<number, Bare>;
  return (one) => {
    const { traits, before, after } = one;
    const stake = between(before.template, after.template);
    return before.overrides === after.overrides
      ? fatesOfStanding(bareOf(stake, traits, bare), before.overrides, preview)
      : fatesOfEdited(stake, one, preview);
  };
}
