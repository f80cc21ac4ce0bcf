import type { Component, Feature, FeatureCondition } from './catalog';
import { componentEntry, featureEntry } from './catalog';
import { hasCapability, platformCollectsRequirements, type Traits } from './traits';

export type CeilingCode =
  | 'capability_missing'
  | 'requirement_collection_not_application'
  | 'dispute_management_off'
  | 'authentication_must_match';

const CAPABILITY_NAMES = { treasury: 'Treasury', card_issuing: 'Issuing' } as const;

/** Whether Stripe refuses the component altogether, for want of an active capability. */
export function lacksCapability(component: Component, traits: Traits): boolean {
  const { capability } = componentEntry(component);
  return capability !== null && !hasCapability(traits, capability);
}

/**
 * What Stripe permits of a feature under such a condition, given the values of its siblings on the
 * same component. Returns null where the wanted value is permitted, else the value to use and the
 * reason. Source: the conditions in the comments of `Stripe.AccountSessionCreateParams`.
 */
export function limitBy(
  condition: FeatureCondition | null,
  wanted: boolean,
  traits: Traits,
  sibling: (feature: Feature) => boolean,
): { used: boolean; code: CeilingCode } | null {
  if (condition === null) return null;
  switch (condition.kind) {
    case 'platform_collects_requirements':
      return wanted === condition.value && !platformCollectsRequirements(traits)
        ? { used: !wanted, code: 'requirement_collection_not_application' }
        : null;
    case 'feature_on':
      return wanted && !sibling(condition.feature)
        ? { used: false, code: 'dispute_management_off' }
        : null;
  }
}

/** The same of a feature of the catalog. */
export function limitFeature(
  component: Component,
  feature: Feature,
  wanted: boolean,
  traits: Traits,
  sibling: (feature: Feature) => boolean,
): { used: boolean; code: CeilingCode } | null {
  const condition = featureEntry(component, feature)?.condition ?? null;
  return limitBy(condition, wanted, traits, sibling);
}

/** Why the ceiling changed a cell, and what would have to be so for it not to. */
export function ceilingMessage(component: Component, code: CeilingCode): string {
  const { title, capability } = componentEntry(component);
  switch (code) {
    case 'capability_missing': {
      const name = capability === null ? 'its' : CAPABILITY_NAMES[capability];
      return `${title} needs the ${name} capability (${capability}), which is not active on this account.`;
    }
    case 'requirement_collection_not_application':
      return 'Stripe permits this only where the platform collects requirements (controller.requirement_collection is application). Here Stripe collects them.';
    case 'dispute_management_off':
      return `Stripe permits Smart Disputes only beside dispute management, which is off in ${title}.`;
    case 'authentication_must_match':
      return 'All enabled components of a session must agree on Stripe sign-in. They differ here, so sign-in stays on for all.';
  }
}
