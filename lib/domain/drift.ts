import { appOf, COMPONENTS, type Feature, featuresOf, isPreviewComponent } from './catalog';
import { isAppId } from './catalog/preview';
import type { Answer } from './kept-answers';

/** Most items of a list that are looked at. */
const MOST_ITEMS = 100;

/** One cell in which Stripe's answer is not what was predicted; null stands for "not there". */
export interface Drift {
  cell: string;
  predicted: boolean | null;
  answered: boolean | null;
}

const isPreview = (cell: string) => isPreviewComponent(cell.split('.')[0] ?? '');

/** What Stripe calls something, without what a name of its has never had in it. */
const nameOf = (text: string) => text.slice(0, 100).replaceAll(/[^A-Za-z0-9_-]/g, '_') || '_';

const featureName = (text: string) => (appOf(text) === null ? nameOf(text) : text);

/** One item of a list as a feature of its own, as an app is one. */
const itemOf = (feature: string, item: unknown) =>
  `${nameOf(feature)}:${typeof item === 'string' && isAppId(item) ? item : '_'}`.slice(0, 100);

/**
 * What a value says by cells: a boolean is one, a list is one for each of its items. Anything else is
 * no cell; of a preview, which has no other shapes, it counts as on, so that it does not go unseen.
 */
function cellsIn(name: string, value: unknown, preview: boolean): [string, boolean][] {
  if (typeof value === 'boolean') return [[featureName(name), value]];
  if (Array.isArray(value)) {
    return value.slice(0, MOST_ITEMS).map((item) => [itemOf(name, item), true]);
  }
  return preview && value !== null && value !== undefined ? [[nameOf(name), true]] : [];
}

function flatten(answer: unknown): Map<string, boolean> {
  const cells = new Map<string, boolean>();
  if (typeof answer !== 'object' || answer === null) return cells;
  for (const [name, value] of Object.entries(answer)) {
    if (typeof value !== 'object' || value === null) continue;
    const component = nameOf(name);
    const preview = isPreviewComponent(component);
    const { enabled, features } = value as { enabled?: unknown; features?: unknown };
    if (typeof enabled === 'boolean') cells.set(component, enabled);
    else if (preview && enabled) cells.set(component, true);
    for (const [feature, said] of Object.entries(features ?? {})) {
      for (const [own, on] of cellsIn(feature, said, preview)) cells.set(`${component}.${own}`, on);
    }
  }
  return cells;
}

const everything = COMPONENTS.map((component) => ({ component, features: featuresOf(component) }));

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const hasAsMany = (value: Fields, names: readonly unknown[]) =>
  Object.keys(value).length === names.length;

function sameValues(features: readonly Feature[], predicted: Fields, answered: unknown): boolean {
  if (!isObject(answered) || !hasAsMany(predicted, features) || !hasAsMany(answered, features)) {
    return false;
  }
  for (const feature of features) {
    const value = answered[feature];
    if (typeof value !== 'boolean' || value !== predicted[feature]) return false;
  }
  return true;
}

/**
 * Whether both have just what the catalog has, previews apart, and the same of it: the usual answer,
 * which can be told without listing any cell.
 */
function agrees(predicted: Answer, answered: unknown): boolean {
  if (!isObject(answered)) return false;
  if (!hasAsMany(predicted, everything) || !hasAsMany(answered, everything)) return false;
  for (const { component, features } of everything) {
    const wanted = predicted[component];
    const found = answered[component];
    if (!wanted || !isObject(found) || typeof found.enabled !== 'boolean') return false;
    if (found.enabled !== wanted.enabled) return false;
    if (!sameValues(features, wanted.features, found.features)) return false;
  }
  return true;
}

/**
 * Compares Stripe's answer with the prediction, cell by cell. A component or feature that only one
 * side knows is a difference too; an answer of another shape is read as far as it goes. A preview
 * that either side leaves out counts as off there: Stripe says nowhere that it answers all of them.
 */
export function driftOf(predicted: Answer, answered: unknown): Drift[] {
  if (agrees(predicted, answered)) return [];
  const expected = flatten(predicted);
  const actual = flatten(answered);
  return [...new Set([...expected.keys(), ...actual.keys()])].sort().flatMap((cell) => {
    const unsaid = isPreview(cell) ? false : null;
    const drift = {
      cell,
      predicted: expected.get(cell) ?? unsaid,
      answered: actual.get(cell) ?? unsaid,
    };
    return drift.predicted === drift.answered ? [] : [drift];
  });
}
