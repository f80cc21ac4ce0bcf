import {
  COMPONENTS,
  type Component,
  type Feature,
  type FeatureDefault,
  featureEntry,
  featuresOf,
  type Preview,
} from './catalog';
import { stripeBearsLosses, type Traits } from './traits';

/**
 * The value that Stripe gives a feature with such a default which a session leaves unsaid.
 * `sibling` answers for other features of the same component, because some defaults follow them.
 * Source: the defaults in the comments of `Stripe.AccountSessionCreateParams`.
 */
export function defaultValue(
  byDefault: FeatureDefault | undefined,
  traits: Traits,
  sibling: (feature: Feature) => boolean,
): boolean {
  switch (byDefault?.kind) {
    case 'fixed':
    case 'undocumented':
      return byDefault.value;
    case 'stripe_owns_losses':
      return stripeBearsLosses(traits);
    case 'opposite_of':
      return !sibling(byDefault.feature);
    case 'same_as':
      return sibling(byDefault.feature);
    case undefined:
      return false;
  }
}

/** The same of a feature of the catalog. */
export function stripeDefault(
  component: Component,
  feature: Feature,
  traits: Traits,
  sibling: (feature: Feature) => boolean,
): boolean {
  return defaultValue(featureEntry(component, feature)?.default, traits, sibling);
}

/** Whether a feature's default follows another feature, so that it has to be worked out after it. */
function followsSibling(component: Component, feature: Feature): boolean {
  const kind = featureEntry(component, feature)?.default.kind;
  return kind === 'opposite_of' || kind === 'same_as';
}

const workingOrders = new Map<Component, readonly Feature[]>(
  COMPONENTS.map((component) => [
    component,
    [...featuresOf(component)].sort(
      (a, b) => Number(followsSibling(component, a)) - Number(followsSibling(component, b)),
    ),
  ]),
);

/** A component's features in an order in which each default can be worked out: followers last. */
export function workingOrder(component: Component, preview?: Preview | null): readonly Feature[] {
  return workingOrders.get(component) ?? featuresOf(component, preview);
}
