import {
  COMPONENTS,
  type Component,
  type Feature,
  isPreviewComponent,
  PREVIEW_COMPONENTS,
} from './catalog';
import { lacksCapability } from './ceiling';
import { stripeDefault, workingOrder } from './defaults';
import { type Answer, type AnsweredComponent, answers, parts } from './kept-answers';
import type { Send } from './policy';
import { hasPreview, type Values, valuesIn } from './send';
import type { Traits } from './traits';
import { standIn, TRAIT, traitsClass } from './traits-class';

export { type Drift, driftOf } from './drift';
export type { Answer } from './kept-answers';

/** The bits of a class of traits that a prediction reads. */
const READS = TRAIT.stripeBearsLosses | TRAIT.treasury | TRAIT.cardIssuing;

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

const ofComponent = (
  component: Component,
  enabled: boolean,
  sent: Values,
  bits: number,
): AnsweredComponent => ({ enabled, features: predictFeatures(component, sent, standIn(bits)) });

const frozen = (one: AnsweredComponent): AnsweredComponent => {
  Object.freeze(one.features);
  return Object.freeze(one);
};

const unsent: Answer[] = [];
const withPreviews: readonly Component[] = [...COMPONENTS, ...PREVIEW_COMPONENTS];

/** What is answered where nothing is sent, with previews or without. For copying: it is not frozen. */
function answerToNothing(preview: boolean, bits: number): Answer {
  const slot = (bits << 1) | (preview ? 1 : 0);
  const known = unsent[slot];
  if (known) return known;
  const components = preview ? withPreviews : COMPONENTS;
  const made = Object.fromEntries(
    components.map((name) => [name, frozen(ofComponent(name, false, {}, bits))]),
  );
  unsent[slot] = made;
  return made;
}

function answeredComponent(component: Component, send: Readonly<Send>, bits: number) {
  const known = parts.get(send[component] as object);
  const kept = known?.component === component ? known.byTraits : null;
  const part = kept?.[bits] ?? ofComponent(component, true, valuesIn(send, component), bits);
  if (kept && !kept[bits]) kept[bits] = frozen(part);
  return part;
}

/**
 * What Stripe should answer to a session request with these components for such an account: those of
 * previews too, where the request has one and so goes behind the beta header. Parts of it are shared
 * and frozen.
 */
export function predict(send: Readonly<Send>, traits: Traits): Answer {
  const bits = traitsClass(traits) & READS;
  const kept = answers.get(send);
  const known = kept?.[bits];
  if (known) return known;
  const answer: Record<string, AnsweredComponent> = {
    ...answerToNothing(hasPreview(send), bits),
  };
  for (const name of Object.keys(send) as Component[]) {
    if (send[name] !== undefined && answer[name]) {
      answer[name] = answeredComponent(name, send, bits);
    }
  }
  if (kept) kept[bits] = Object.freeze(answer);
  return answer;
}
