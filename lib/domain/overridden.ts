import { type Alone, alone, type LimitingTraits, ownCells } from './alone';
import type { Component, Preview } from './catalog';
import { type Cell, findCell } from './cells';
import type { DecidedSetting } from './settings';
import type { Said } from './stakes';

/** An account's own settings in force. */
export type Overrides = Readonly<Partial<Record<Cell, DecidedSetting>>>;

const ownTexts = new WeakMap<object, ReadonlyMap<Component, string>>();

/** What overrides say of each component that they touch, as text. */
export function ownByComponent(overrides: Overrides): ReadonlyMap<Component, string> {
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

/** One side of a class, with what its template says. */
export interface Standing {
  said: Said;
  overrides: Overrides;
  traits: LimitingTraits;
  preview: Preview | null | undefined;
}

/** What a component comes to with overrides, by what it comes to without and by their text. */
const overridden = new WeakMap<Alone, Map<string, Alone>>();

/** What a component comes to by a template together with overrides, which `text` gives of it. */
export function withOverrides(
  bare: Alone,
  component: Component,
  text: string,
  one: Standing,
): Alone {
  let answers = overridden.get(bare);
  if (!answers) {
    answers = new Map();
    overridden.set(bare, answers);
  }
  const known = answers.get(text);
  if (known) return known;
  const own: Partial<Record<Cell, DecidedSetting>> = {};
  for (const cell of ownCells(component, one.preview)) {
    const setting = one.overrides[cell] ?? one.said.settings[cell];
    if (setting) own[cell] = setting;
  }
  const made = alone(component, own, one.traits, one.preview);
  answers.set(text, made);
  return made;
}

/** What a component comes to for accounts of a class, whether overrides touch it or not. */
export function standing(component: Component, one: Standing): Alone {
  const bare = one.said.alone(component, one.traits);
  const text = ownByComponent(one.overrides).get(component);
  return text === undefined ? bare : withOverrides(bare, component, text, one);
}
