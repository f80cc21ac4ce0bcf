import { COMPONENTS, type Component, type Feature } from './catalog';
import { lacksCapability } from './ceiling';
import { stripeDefault, workingOrder } from './defaults';
import type { Send } from './policy';
import type { Traits } from './traits';

/** `components` of an AccountSession as Stripe answers it: every component with all its features. */
export type Answer = Record<string, { enabled: boolean; features: Record<string, boolean> }>;

function predictFeatures(
  component: Component,
  sent: Partial<Record<Feature, boolean>>,
  traits: Traits,
): Record<string, boolean> {
  const missing = lacksCapability(component, traits);
  const known: Partial<Record<Feature, boolean>> = {};
  const sibling = (feature: Feature) => known[feature] ?? false;
  for (const feature of workingOrder(component)) {
    known[feature] =
      !missing && (sent[feature] ?? stripeDefault(component, feature, traits, sibling));
  }
  return known as Record<string, boolean>;
}

/** What Stripe should answer to a session request with these components for such an account. */
export function predict(send: Send, traits: Traits): Answer {
  return Object.fromEntries(
    COMPONENTS.map((component) => [
      component,
      {
        enabled: send[component] !== undefined,
        features: predictFeatures(component, send[component]?.features ?? {}, traits),
      },
    ]),
  );
}

/** One cell in which Stripe's answer is not what was predicted; null stands for "not there". */
export interface Drift {
  cell: string;
  predicted: boolean | null;
  answered: boolean | null;
}

function flatten(answer: unknown): Map<string, boolean> {
  const cells = new Map<string, boolean>();
  if (typeof answer !== 'object' || answer === null) return cells;
  for (const [component, value] of Object.entries(answer)) {
    if (typeof value !== 'object' || value === null) continue;
    const { enabled, features } = value as { enabled?: unknown; features?: unknown };
    if (typeof enabled === 'boolean') cells.set(component, enabled);
    for (const [feature, on] of Object.entries(features ?? {})) {
      if (typeof on === 'boolean') cells.set(`${component}.${feature}`, on);
    }
  }
  return cells;
}

/**
 * Compares Stripe's answer with the prediction, cell by cell. A component or feature that only one
 * side knows is a difference too; an answer of another shape is read as far as it goes.
 */
export function driftOf(predicted: Answer, answered: unknown): Drift[] {
  const expected = flatten(predicted);
  const actual = flatten(answered);
  return [...new Set([...expected.keys(), ...actual.keys()])].sort().flatMap((cell) => {
    const drift = {
      cell,
      predicted: expected.get(cell) ?? null,
      answered: actual.get(cell) ?? null,
    };
    return drift.predicted === drift.answered ? [] : [drift];
  });
}
