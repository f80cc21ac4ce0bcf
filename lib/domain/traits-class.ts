import { representative } from './account-class';
import {
  hasCapability,
  platformCollectsRequirements,
  stripeBearsLosses,
  type Traits,
} from './traits';

/**
 * What Stripe's defaults, the ceiling and advice read of an account, and nothing else, each as a bit:
 * two accounts of one template that agree in these and have no overrides have the same policy.
 */
export const TRAIT = {
  platformCollectsRequirements: 1,
  stripeBearsLosses: 2,
  treasury: 4,
  cardIssuing: 8,
  detailsSubmitted: 16,
  manualPayouts: 32,
} as const;

/** How many classes of traits there are. */
export const TRAITS_CLASSES = 64;

/** The number of the class that an account's traits are of. */
export function traitsClass(traits: Traits): number {
  return (
    (platformCollectsRequirements(traits) ? TRAIT.platformCollectsRequirements : 0) |
    (stripeBearsLosses(traits) ? TRAIT.stripeBearsLosses : 0) |
    (hasCapability(traits, 'treasury') ? TRAIT.treasury : 0) |
    (hasCapability(traits, 'card_issuing') ? TRAIT.cardIssuing : 0) |
    (traits.detailsSubmitted ? TRAIT.detailsSubmitted : 0) |
    (traits.payoutInterval === 'manual' ? TRAIT.manualPayouts : 0)
  );
}

const standIns: readonly Traits[] = Array.from({ length: TRAITS_CLASSES }, (_, number) => {
  const has = (bit: number) => (number & bit) !== 0;
  return representative({
    platformCollectsRequirements: has(TRAIT.platformCollectsRequirements),
    stripeBearsLosses: has(TRAIT.stripeBearsLosses),
    treasury: has(TRAIT.treasury),
    cardIssuing: has(TRAIT.cardIssuing),
    detailsSubmitted: has(TRAIT.detailsSubmitted),
    manualPayouts: has(TRAIT.manualPayouts),
  });
});

/** Traits that stand for all of a class; they say nothing else of an account. */
export const standIn = (number: number) => standIns[number] as Traits;
