import type Stripe from 'stripe';
import type { AppFeature, PreviewComponent } from './preview';

type SdkComponents = Stripe.AccountSessionCreateParams.Components;

/** A Connect embedded component that the pinned Stripe SDK can put into an AccountSession. */
export type GaComponent = keyof SdkComponents;

/** Any embedded component, also one that only Stripe's beta header opens. */
export type Component = GaComponent | PreviewComponent;

/** The features that the SDK knows of one component; `never` for a component without any. */
export type FeatureOf<C extends GaComponent> = keyof NonNullable<
  NonNullable<SdkComponents[C]>['features']
>;

/** Every feature name that occurs in any component of the SDK. */
export type GaFeature = { [C in GaComponent]: FeatureOf<C> }[GaComponent];

/** Every feature name that occurs in any component. */
export type Feature = GaFeature | AppFeature;

/**
 * What Stripe uses when a session says nothing of a feature.
 * `stripe_owns_losses`: true where `controller.losses.payments` is not the platform.
 * `undocumented`: Stripe names no default; the value is the one its example answers show.
 */
export type FeatureDefault =
  | { kind: 'fixed'; value: boolean }
  | { kind: 'stripe_owns_losses' }
  | { kind: 'opposite_of'; feature: GaFeature }
  | { kind: 'same_as'; feature: GaFeature }
  | { kind: 'undocumented'; value: boolean };

/**
 * What Stripe requires before a feature may have a value.
 * `platform_collects_requirements`: the value is allowed only where
 * `controller.requirement_collection` is `application`.
 * `feature_on`: true is allowed only where another feature of the same component is on.
 */
export type FeatureCondition =
  | { kind: 'platform_collects_requirements'; value: boolean }
  | { kind: 'feature_on'; feature: GaFeature };

export interface FeatureEntry {
  title: string;
  default: FeatureDefault;
  condition: FeatureCondition | null;
}

export type Capability = 'treasury' | 'card_issuing';

export const GROUPS = [
  'payments',
  'payouts',
  'account',
  'tax',
  'issuing_and_treasury',
  'reporting',
  'terminal',
] as const;

export type Group = (typeof GROUPS)[number];

/** What the catalog says of any component. */
export interface AnyEntry {
  title: string;
  group: Group | 'preview';
  /** The capability that must be active before Stripe accepts the component. */
  capability: Capability | null;
  /** The custom element's name in Connect.js; null where the released client has none. */
  tag: string | null;
  features: Readonly<Partial<Record<Feature, FeatureEntry>>>;
  /** Whether it is open only behind Stripe's beta header. */
  preview?: true;
}

export interface ComponentEntry<C extends GaComponent = GaComponent> extends AnyEntry {
  group: Group;
  preview?: never;
  // Without `-?` the SDK's optional keys would let a feature go missing; without the special case
  // for none at all, `{}` would take any.
  features: [FeatureOf<C>] extends [never]
    ? Record<string, never>
    : { [F in FeatureOf<C>]-?: FeatureEntry };
}

/** All of the SDK's components: one missing or one too many does not compile. */
export type Catalog = { [C in GaComponent]: ComponentEntry<C> };
