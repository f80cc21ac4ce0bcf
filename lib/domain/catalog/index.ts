import { account } from './account';
import { issuingAndTreasury } from './issuing-and-treasury';
import { payments } from './payments';
import { payouts } from './payouts';
import {
  appEntry,
  isPreviewComponent,
  PREVIEW_COMPONENTS,
  PREVIEW_ENTRIES,
  type Preview,
  previewFeatures,
} from './preview';
import { reportingTaxTerminal } from './reporting-tax-terminal';
import type {
  AnyEntry,
  Catalog,
  Component,
  Feature,
  FeatureEntry,
  GaComponent,
  GaFeature,
  Group,
} from './types';
import { GROUPS } from './types';

export {
  type AppComponent,
  type AppFeature,
  appFeature,
  appOf,
  hasApps,
  isPreviewComponent,
  PREVIEW_COMPONENTS,
  type Preview,
  type PreviewComponent,
} from './preview';
export type {
  AnyEntry,
  Capability,
  Catalog,
  Component,
  ComponentEntry,
  Feature,
  FeatureCondition,
  FeatureDefault,
  FeatureEntry,
  GaComponent,
  GaFeature,
  Group,
} from './types';
export { GROUPS } from './types';

/** The Stripe API version that the catalog describes; the SDK is pinned to the same one. */
export const API_VERSION = '2026-10-28.endive';

/** The same with Stripe's beta header, without which it knows no preview component. */
export const PREVIEW_API_VERSION = `${API_VERSION}; embedded_connect_beta=v2` as const;

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
] as const satisfies readonly { component: GaComponent; feature: string; note: string }[];

/** The feature on which all enabled components of one session must agree. */
export const AUTHENTICATION = 'disable_stripe_user_authentication' satisfies GaFeature;

/** All component names but those of previews, ordered by group and then as the catalog lists them. */
export const COMPONENTS: readonly GaComponent[] = GROUPS.flatMap((group) =>
  (Object.keys(catalog) as GaComponent[]).filter((name) => catalog[name].group === group),
);

const withPreview: readonly Component[] = [...COMPONENTS, ...PREVIEW_COMPONENTS];

/** The components of an installation: with the preview ones last, where it has opted in to them. */
export function componentsWith(preview: Preview | null | undefined): readonly Component[] {
  return preview ? withPreview : COMPONENTS;
}

const all = { ...catalog, ...PREVIEW_ENTRIES } as Readonly<Record<Component, AnyEntry>>;

/** The catalog's entry of a component. */
export function componentEntry(component: Component): AnyEntry {
  return all[component];
}

const features = new Map(
  COMPONENTS.map((name) => [name as Component, Object.keys(catalog[name].features) as GaFeature[]]),
);

/**
 * The features of a component in the catalog's order; empty for a component without any. Those of
 * a preview component are the apps that the installation offers.
 */
export function featuresOf(component: Component, preview?: Preview | null): readonly Feature[] {
  const known = features.get(component);
  if (known) return known;
  return preview && isPreviewComponent(component) ? previewFeatures(component, preview) : [];
}

/**
 * The catalog's entry of one feature of one component.
 * Returns undefined where the component does not have the feature.
 */
export function featureEntry(component: Component, feature: Feature): FeatureEntry | undefined {
  const entry = all[component];
  return entry.preview ? appEntry(component, feature) : entry.features[feature];
}

/** Whether a string names a component of the catalog, be it a preview one. */
export function isComponent(name: string): name is Component {
  return Object.hasOwn(catalog, name) || isPreviewComponent(name);
}

/** The components of one group, in the catalog's order; preview ones are in none of these. */
export function componentsOf(group: Group): readonly GaComponent[] {
  return COMPONENTS.filter((name) => catalog[name].group === group);
}
