import {
  AUTHENTICATION,
  type Component,
  componentEntry,
  componentsWith,
  type Feature,
  type FeatureEntry,
  featureEntry,
  featuresOf,
  type Preview,
} from './catalog';
import { type Cell, cellOf } from './cells';
import { workingOrder } from './defaults';
import { TRAIT } from './traits-class';

/** What a component has to know of the others in a policy, each as a bit. */
export const AMONG = {
  /** An enabled component keeps Stripe's sign-in, so all have to. */
  signInKept: 1,
  /** An enabled component says something of sign-in, so all have to. */
  signInSaid: 2,
  taxSettings: 4,
} as const;

/** All that resolution needs of a component and can know before any policy. Places are of cells. */
export interface ComponentPlan {
  component: Component;
  /** The component itself, at place 0, and then its features in the catalog's order. */
  cells: readonly Cell[];
  features: readonly Feature[];
  /** The catalog's entries of the features. */
  entries: readonly (FeatureEntry | undefined)[];
  placeOf: ReadonlyMap<Feature, number>;
  /** The features' places in an order in which each default can be worked out. */
  order: readonly number[];
  /** The place of the feature on which all have to agree; 0 where it has none. */
  signIn: number;
  /** The bits of an account's class of traits that matter to it. */
  reads: number;
  /** The bits of the others that matter to it. */
  heeds: number;
}

/** What resolution walks through in an installation. */
export interface Plan {
  preview: Preview | null;
  components: readonly ComponentPlan[];
  /** By cell: the component's index and the cell's place in it. */
  places: ReadonlyMap<string, readonly [index: number, place: number]>;
  /** The indices of the components that have to agree on sign-in. */
  signing: readonly number[];
  taxSettings: number;
}

function traitsOfFeature(component: Component, feature: Feature): number {
  const entry = featureEntry(component, feature);
  const collects = entry?.condition?.kind === 'platform_collects_requirements';
  return (
    (entry?.default.kind === 'stripe_owns_losses' ? TRAIT.stripeBearsLosses : 0) |
    (collects ? TRAIT.platformCollectsRequirements : 0) |
    (feature === 'standard_payouts' ? TRAIT.manualPayouts : 0)
  );
}

function readsOf(component: Component, features: readonly Feature[]): number {
  const { capability } = componentEntry(component);
  const own =
    (capability === 'treasury' ? TRAIT.treasury : 0) |
    (capability === 'card_issuing' ? TRAIT.cardIssuing : 0) |
    (component === 'account_management' ? TRAIT.detailsSubmitted : 0);
  return features.reduce((bits, feature) => bits | traitsOfFeature(component, feature), own);
}

function planOfComponent(component: Component, preview: Preview | null): ComponentPlan {
  const features = featuresOf(component, preview);
  const placeOf = new Map(features.map((feature, index) => [feature, index + 1]));
  const signIn = placeOf.get(AUTHENTICATION) ?? 0;
  return {
    component,
    cells: [cellOf(component), ...features.map((feature) => cellOf(component, feature))],
    features,
    entries: features.map((feature) => featureEntry(component, feature)),
    placeOf,
    order: workingOrder(component, preview).map((feature) => placeOf.get(feature) ?? 0),
    signIn,
    reads: readsOf(component, features),
    heeds:
      (signIn > 0 ? AMONG.signInKept | AMONG.signInSaid : 0) |
      (component === 'tax_registrations' ? AMONG.taxSettings : 0),
  };
}

const ordinary: ReadonlyMap<Component, ComponentPlan> = new Map(
  componentsWith(null).map((component) => [component, planOfComponent(component, null)]),
);

function planOf(preview: Preview | null): Plan {
  const components = componentsWith(preview).map(
    (component) => ordinary.get(component) ?? planOfComponent(component, preview),
  );
  return {
    preview,
    components,
    places: new Map(
      components.flatMap(({ cells }, index) =>
        cells.map((cell, place) => [cell, [index, place]] as const),
      ),
    ),
    signing: components.flatMap(({ signIn }, index) => (signIn > 0 ? [index] : [])),
    taxSettings: components.findIndex(({ component }) => component === 'tax_settings'),
  };
}

const plain = planOf(null);
const plans = new WeakMap<Preview, Plan>();

/** The plan of an installation, worked out once for each that is opted in to something. */
export function planWith(preview: Preview | null | undefined): Plan {
  if (!preview) return plain;
  const known = plans.get(preview) ?? planOf(preview);
  plans.set(preview, known);
  return known;
}
