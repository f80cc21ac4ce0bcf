import type { Cell } from './cells';
import type { PolicyInput, TemplateLayer } from './policy';
import type { DecidedSetting } from './settings';
import {
  hasCapability,
  platformCollectsRequirements,
  stripeBearsLosses,
  type Traits,
} from './traits';

/**
 * What the ceiling, Stripe's defaults and advice read of an account, and nothing else: two accounts
 * of one template that agree in these and in their overrides have the same resolved policy.
 */
export interface CeilingTraits {
  platformCollectsRequirements: boolean;
  stripeBearsLosses: boolean;
  treasury: boolean;
  cardIssuing: boolean;
  detailsSubmitted: boolean;
  manualPayouts: boolean;
}

/** All accounts that cannot differ in their resolved policy. */
export interface AccountClass {
  template: string;
  traits: CeilingTraits;
  /** Overrides in force, by cell. */
  overrides: Readonly<Partial<Record<Cell, DecidedSetting>>>;
  accounts: number;
}

/** The part of an account's traits that its class is made of. */
export function ceilingTraits(traits: Traits): CeilingTraits {
  return {
    platformCollectsRequirements: platformCollectsRequirements(traits),
    stripeBearsLosses: stripeBearsLosses(traits),
    treasury: hasCapability(traits, 'treasury'),
    cardIssuing: hasCapability(traits, 'card_issuing'),
    detailsSubmitted: traits.detailsSubmitted,
    manualPayouts: traits.payoutInterval === 'manual',
  };
}

const status = (active: boolean) => (active ? 'active' : 'inactive');

/** Traits of an account that stands for its whole class. */
export function representative(traits: CeilingTraits): Traits {
  return {
    email: null,
    country: null,
    dashboardType: null,
    lossesPayments: traits.stripeBearsLosses ? 'stripe' : 'application',
    requirementCollection: traits.platformCollectsRequirements ? 'application' : 'stripe',
    feesPayer: null,
    capabilities: {
      treasury: status(traits.treasury),
      card_issuing: status(traits.cardIssuing),
    },
    tags: [],
    detailsSubmitted: traits.detailsSubmitted,
    payoutInterval: traits.manualPayouts ? 'manual' : 'daily',
  };
}

/**
 * What decides the policy of a class, given its template's chain, so that one resolution serves all
 * of its accounts.
 */
export function inputOfClass(
  accountClass: AccountClass,
  templates: readonly [TemplateLayer, ...TemplateLayer[]],
  at: Date,
  preview?: PolicyInput['preview'],
): PolicyInput {
  return {
    account: 'class',
    at,
    ...(preview && { preview }),
    traits: representative(accountClass.traits),
    assignedBy: 'explicit',
    templates,
    overrides: (Object.entries(accountClass.overrides) as [Cell, DecidedSetting][]).map(
      ([cell, setting]) => ({
        cell,
        setting,
        note: null,
        expiresAt: null,
        decidedAt: at,
        changeId: '',
      }),
    ),
  };
}
