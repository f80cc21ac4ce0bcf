import type { Capability } from './catalog';

/**
 * The facts of a connected account that rules, the ceiling and advice read, as Stripe words them.
 * Stripe's enums are open: a value may be one that this code has never seen.
 */
export interface Traits {
  email: string | null;
  country: string | null;
  dashboardType: string | null;
  lossesPayments: string | null;
  requirementCollection: string | null;
  feesPayer: string | null;
  /** Capability name to status, e.g. `{card_payments: 'active'}`. */
  capabilities: Readonly<Record<string, string>>;
  tags: readonly string[];
  detailsSubmitted: boolean;
  /** `settings.payouts.schedule.interval`: manual, daily, weekly or monthly. */
  payoutInterval: string | null;
}

/** Whether the platform collects requirements; anything unknown counts as Stripe's side. */
export function platformCollectsRequirements(traits: Traits): boolean {
  return traits.requirementCollection === 'application';
}

/** Whether Stripe bears payment losses; anything unknown counts as Stripe's side. */
export function stripeBearsLosses(traits: Traits): boolean {
  return traits.lossesPayments !== 'application';
}

/** Whether a capability may be used now: active counts, requested or pending does not. */
export function hasCapability(traits: Traits, capability: Capability): boolean {
  return (
    Object.hasOwn(traits.capabilities, capability) && traits.capabilities[capability] === 'active'
  );
}

export const CONTROLLER_KINDS = ['custom', 'express', 'standard', 'other'] as const;

/** The legacy account type that a controller amounts to, or `other`. */
export type ControllerKind = (typeof CONTROLLER_KINDS)[number];

/** The controller's properties of each legacy type, in Stripe's words. */
export const LEGACY_CONTROLLERS = {
  custom: {
    dashboardType: 'none',
    lossesPayments: 'application',
    requirementCollection: 'application',
  },
  express: {
    dashboardType: 'express',
    lossesPayments: 'application',
    requirementCollection: 'stripe',
  },
  standard: { dashboardType: 'full', lossesPayments: 'stripe', requirementCollection: 'stripe' },
} as const satisfies Record<Exclude<ControllerKind, 'other'>, Partial<Traits>>;

/** Which legacy type the account's controller is equal to. */
export function controllerKind(
  traits: Pick<Traits, 'dashboardType' | 'lossesPayments' | 'requirementCollection'>,
): ControllerKind {
  for (const [kind, controller] of Object.entries(LEGACY_CONTROLLERS)) {
    if (
      controller.dashboardType === traits.dashboardType &&
      controller.lossesPayments === traits.lossesPayments &&
      controller.requirementCollection === traits.requirementCollection
    ) {
      return kind as ControllerKind;
    }
  }
  return 'other';
}
