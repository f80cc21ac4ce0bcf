import { account } from './account';
import { issuingAndTreasury } from './issuing-and-treasury';
import { payments } from './payments';
import { payouts } from './payouts';
import { reportingTaxTerminal } from './reporting-tax-terminal';
import type { Catalog, Component, ComponentEntry, Feature, FeatureEntry, Group } from './types';
import { GROUPS } from './types';

export type {
  Capability,
  Catalog,
  Component,
  ComponentEntry,
  Feature,
  FeatureCondition,
  FeatureDefault,
  FeatureEntry,
  Group,
} from './types';
export { GROUPS } from './types';

/** The Stripe API version that the catalog describes; the SDK is pinned to the same one. */
export const API_VERSION = '2026-10-28.endive';

const entries = {
  ...payments,
  ...payouts,
  ...account,
  ...issuingAndTreasury,
  ...reportingTaxTerminal,
};

// Both directions at compile time: `satisfies Partial<Catalog>` in each part refuses a component or
// feature that the SDK does not have, and this assignment refuses to miss one that it has.
const catalog: Catalog = entries;

/**
 * Features that Stripe's reference page shows and the SDK does not know.
 * They are listed so that nobody looks for them in vain; they are never sent.
 */
export const KNOWN_BUT_NOT_SENT = [
  {
    component: 'financial_account',
    feature: 'money_movement',
    note: 'In Stripe’s reference example, not in the API version in use. It is never sent.',
  },
] as const satisfies readonly { component: Component; feature: string; note: string }[];

/** The feature on which all enabled components of one session must agree. */
export const AUTHENTICATION = 'disable_stripe_user_authentication' satisfies Feature;

/** All component names, ordered by group and, within one, as the catalog lists them. */
export const COMPONENTS: readonly Component[] = GROUPS.flatMap((group) =>
  (Object.keys(catalog) as Component[]).filter((name) => catalog[name].group === group),
);

/** The catalog's entry of a component. */
export function componentEntry(component: Component): ComponentEntry {
  return catalog[component] as ComponentEntry;
}

/** The features of a component in the catalog's order; empty for a component without any. */
export function featuresOf(component: Component): readonly Feature[] {
  return Object.keys(catalog[component].features) as Feature[];
}

/**
 * The catalog's entry of one feature of one component.
 * Returns undefined where the component does not have the feature.
 */
export function featureEntry(component: Component, feature: Feature): FeatureEntry | undefined {
  return (catalog[component].features as Partial<Record<Feature, FeatureEntry>>)[feature];
}

/** Whether a string names a component of the catalog. */
export function isComponent(name: string): name is Component {
  return Object.hasOwn(catalog, name);
}

/** The components of one group, in the catalog's order. */
export function componentsOf(group: Group): readonly Component[] {
  return COMPONENTS.filter((name) => catalog[name].group === group);
}
