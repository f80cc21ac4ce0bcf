import {
  appOf,
  COMPONENTS,
  type Component,
  type Feature,
  isPreviewComponent,
  PREVIEW_COMPONENTS,
} from '../catalog';
import { isAppId } from '../catalog/preview';
import { lacksCapability } from '../ceiling';
import { stripeDefault, workingOrder } from '../defaults';
import type { Send } from '../policy';
import type { Answer, Drift } from '../predict';
import { hasPreview, type Values, valuesIn } from '../send';
import type { Traits } from '../traits';

/** Most items of a list that are looked at. */
const MOST_ITEMS = 100;

function predictFeatures(
  component: Component,
  sent: Values,
  traits: Traits,
): Record<string, boolean> {
  if (isPreviewComponent(component)) return { ...sent };
  const missing = lacksCapability(component, traits);
  const known: Partial<Record<Feature, boolean>> = {};
  const sibling = (feature: Feature) => known[feature] ?? false;
  for (const feature of workingOrder(component)) {
    known[feature] =
      !missing && (sent[feature] ?? stripeDefault(component, feature, traits, sibling));
  }
  return known as Record<string, boolean>;
}

/**
 * What Stripe should answer to a session request with these components for such an account: those of
 * previews too, where the request has one and so goes behind the beta header.
 */
export function plainPredict(send: Send, traits: Traits): Answer {
  const components: readonly Component[] = hasPreview(send)
    ? [...COMPONENTS, ...PREVIEW_COMPONENTS]
    : COMPONENTS;
  return Object.fromEntries(
    components.map((component) => [
      component,
      {
        enabled: send[component] !== undefined,
        features: predictFeatures(component, valuesIn(send, component), traits),
      },
    ]),
  );
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

/**
 * Compares Stripe's answer with the prediction, cell by cell. A component or feature that only one
 * side knows is a difference too; an answer of another shape is read as far as it goes. A preview
 * that either side leaves out counts as off there: Stripe says nowhere that it answers all of them.
 */
export function plainDrift(predicted: Answer, answered: unknown): Drift[] {
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
