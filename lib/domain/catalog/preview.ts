import type { AnyEntry, FeatureEntry } from './types';

const plain = {
  group: 'preview',
  capability: null,
  // The released Connect.js mounts none of them.
  tag: null,
  features: {},
  preview: true,
} as const;

/**
 * Components that Stripe opens only behind its beta header. The SDK's types do not know them, so
 * nothing here is held to compile against it, and Stripe may change or end each of them.
 * Source: Stripe's pages on supported embedded components, where they stand as private previews.
 */
const entries = {
  capital_financing: {
    ...plain,
    title: 'Capital financing',
  },
  capital_financing_application: {
    ...plain,
    title: 'Capital application',
  },
  capital_financing_promotion: {
    ...plain,
    title: 'Capital promotion',
  },
  capital_overview: {
    ...plain,
    title: 'Capital overview',
  },
  recipients: {
    ...plain,
    title: 'Recipients',
  },
  export_tax_transactions: {
    ...plain,
    title: 'Export tax transactions',
  },
  product_tax_code_selector: {
    ...plain,
    title: 'Product tax code',
  },
  tax_threshold_monitoring: {
    ...plain,
    title: 'Tax thresholds',
  },
  app_install: {
    ...plain,
    title: 'App install',
  },
  app_viewport: {
    ...plain,
    title: 'App viewport',
  },
} as const satisfies Record<string, AnyEntry>;

export type PreviewComponent = keyof typeof entries;

/** The components whose one feature is no boolean: `allowed_apps`, a list of apps. */
export type AppComponent = Extract<PreviewComponent, 'app_install' | 'app_viewport'>;

/**
 * One app of `allowed_apps`, as a feature of its own that is on or off like any other: so layers
 * decide each app by itself, and a request gets the list of those that are on. What is there is e.g.
 * `allowed_apps:com.example.books`; among types this one name stands for all, because a pattern
 * would turn every table by cell into one that takes any text.
 */
export type AppFeature = 'allowed_apps:APP';

/** What an installation has opted in to: preview components, and these apps within them. */
export interface Preview {
  /** Ids of apps, sorted, each once. */
  apps: readonly string[];
}

/** All preview components, in the catalog's order. */
export const PREVIEW_COMPONENTS = Object.keys(entries) as readonly PreviewComponent[];

/** Most apps that an installation may offer. */
export const MAX_APPS = 20;

/** An app's id as Stripe writes it, e.g. `com.example.books`. */
const APP_ID = /^(?=.{1,80}$)[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/;

/** Whether a text has the form of an app's id. */
export const isAppId = (text: string) => APP_ID.test(text);

const PREFIX = 'allowed_apps:';

/** The feature that an app is. */
export const appFeature = (app: string) => `${PREFIX}${app}` as AppFeature;

/** The app that a feature is; null where it is none. */
export function appOf(feature: string): string | null {
  if (!feature.startsWith(PREFIX)) return null;
  const app = feature.slice(PREFIX.length);
  return isAppId(app) ? app : null;
}

/** Whether a name is that of a preview component. */
export function isPreviewComponent(name: string): name is PreviewComponent {
  return Object.hasOwn(entries, name);
}

/** Whether a component has apps for features. */
export function hasApps(name: string): name is AppComponent {
  return name === 'app_install' || name === 'app_viewport';
}

/** The catalog's entries of preview components. */
export const PREVIEW_ENTRIES: Readonly<Record<PreviewComponent, AnyEntry>> = entries;

/** The catalog's entry of an app within a component; undefined where it has no such feature. */
export function appEntry(component: string, feature: string): FeatureEntry | undefined {
  const app = hasApps(component) ? appOf(feature) : null;
  if (app === null) return undefined;
  return {
    title: app,
    default: { kind: 'fixed', value: false },
    condition: null,
  };
}

/** The features of a preview component: the offered apps where it has any, else none. */
export function previewFeatures(component: PreviewComponent, preview: Preview): AppFeature[] {
  return hasApps(component) ? preview.apps.map(appFeature) : [];
}
