import type { FeatureDefault, FeatureEntry } from './types';

const ON: FeatureDefault = { kind: 'fixed', value: true };
const OFF: FeatureDefault = { kind: 'fixed', value: false };

const entry = (
  title: string,
  byDefault: FeatureDefault,
  condition: FeatureEntry['condition'] = null,
): FeatureEntry => ({ title, default: byDefault, condition });

/** A feature that Stripe leaves on. */
export const onByDefault = (title: string) => entry(title, ON);

/** A feature that Stripe leaves off. */
export const offByDefault = (title: string) => entry(title, OFF);

/** A feature that Stripe turns on only where Stripe itself bears payment losses. */
export const onWhereStripeBearsLosses = (title: string) =>
  entry(title, { kind: 'stripe_owns_losses' });

/** A feature whose default Stripe's documentation leaves unsaid; its examples show it off. */
export const undocumented = (title: string) => entry(title, { kind: 'undocumented', value: false });

/** `external_account_collection`: on unless a platform that collects requirements says off. */
export const externalAccountCollection = (title: string) =>
  entry(title, ON, { kind: 'platform_collects_requirements', value: false });

/** `disable_stripe_user_authentication` of a component that has `external_account_collection`. */
export const authenticationOff = (title: string) =>
  entry(
    title,
    { kind: 'opposite_of', feature: 'external_account_collection' },
    { kind: 'platform_collects_requirements', value: true },
  );

/** `disable_stripe_user_authentication` of a component without `external_account_collection`. */
export const authenticationOffAlone = (title: string) =>
  entry(title, OFF, { kind: 'platform_collects_requirements', value: true });

/** `smart_disputes_management`: follows `dispute_management`, and is nothing without it. */
export const smartDisputes = (title: string) =>
  entry(
    title,
    { kind: 'same_as', feature: 'dispute_management' },
    { kind: 'feature_on', feature: 'dispute_management' },
  );
