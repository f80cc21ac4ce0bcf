import { countries } from './countries';

export type CapabilityStatus = 'active' | 'inactive' | 'pending';

/** Stripe's Account object, as far as the emulator knows it. Enum values are open, as Stripe's are. */
export interface Account {
  id: string;
  object: 'account';
  business_profile: { name: string | null; url: string | null };
  business_type: string | null;
  capabilities: Record<string, CapabilityStatus>;
  charges_enabled: boolean;
  controller: Controller;
  country: string;
  created: number;
  default_currency: string;
  details_submitted: boolean;
  email: string | null;
  metadata: Record<string, string>;
  payouts_enabled: boolean;
  requirements: Requirements;
  settings: {
    dashboard: { display_name: string | null; timezone: string };
    payouts: { schedule: PayoutSchedule };
  };
  type: string;
}

export interface Controller {
  type: 'application';
  is_controller: boolean;
  fees: { payer: string };
  losses: { payments: string };
  requirement_collection: string;
  stripe_dashboard: { type: string };
}

interface Requirements {
  alternatives: unknown[];
  current_deadline: number | null;
  currently_due: string[];
  disabled_reason: string | null;
  errors: unknown[];
  eventually_due: string[];
  past_due: string[];
  pending_verification: string[];
}

interface PayoutSchedule {
  delay_days: number;
  interval: string;
  monthly_anchor?: number;
  weekly_anchor?: string;
}

/** What an account object is worked out from. */
export interface AccountFacts {
  id: string;
  created: number;
  country: string;
  controller: Controller;
  type: string;
  name?: string | null;
  url?: string | null;
  email?: string | null;
  businessType?: string | null;
  capabilities?: Record<string, CapabilityStatus>;
  detailsSubmitted?: boolean;
  interval?: string;
  metadata?: Record<string, string>;
}

/** The controllers that the legacy account types stand for. */
export const legacyControllers: Readonly<Record<string, Controller>> = {
  custom: controllerOf('none', 'application', 'application', 'application_custom'),
  express: controllerOf('express', 'application', 'stripe', 'application_express'),
  standard: controllerOf('full', 'stripe', 'stripe', 'account'),
};

/** A controller from its four properties; those left out are Stripe's defaults. */
export function controllerOf(
  dashboard = 'full',
  losses = 'stripe',
  requirements = 'stripe',
  feePayer = 'account',
): Controller {
  return {
    fees: { payer: feePayer },
    is_controller: true,
    losses: { payments: losses },
    requirement_collection: requirements,
    stripe_dashboard: { type: dashboard },
    type: 'application',
  };
}

/** Works out the whole account object from a few facts. */
export function buildAccount(facts: AccountFacts): Account {
  const country = countries.get(facts.country);
  const capabilities = facts.capabilities ?? {};
  const submitted = facts.detailsSubmitted ?? false;
  return {
    id: facts.id,
    object: 'account',
    business_profile: { name: facts.name ?? null, url: facts.url ?? null },
    business_type: facts.businessType ?? null,
    capabilities,
    charges_enabled: submitted && capabilities.card_payments === 'active',
    controller: structuredClone(facts.controller),
    country: facts.country,
    created: facts.created,
    default_currency: country?.currency ?? 'usd',
    details_submitted: submitted,
    email: facts.email ?? null,
    metadata: facts.metadata ?? {},
    payouts_enabled: submitted && capabilities.transfers === 'active',
    requirements: requirementsOf(submitted, capabilities),
    settings: {
      dashboard: { display_name: facts.name ?? null, timezone: country?.timezone ?? 'Etc/UTC' },
      payouts: { schedule: scheduleOf(facts.interval ?? 'daily', country?.delayDays ?? 2) },
    },
    type: facts.type,
  };
}

function scheduleOf(interval: string, delayDays: number): PayoutSchedule {
  return {
    delay_days: delayDays,
    interval,
    ...(interval === 'monthly' && { monthly_anchor: 1 }),
    ...(interval === 'weekly' && { weekly_anchor: 'friday' }),
  };
}

function requirementsOf(
  submitted: boolean,
  capabilities: Record<string, CapabilityStatus>,
): Requirements {
  const due = submitted ? [] : ['business_profile.url', 'external_account', 'tos_acceptance.date'];
  const pending = submitted && Object.values(capabilities).includes('pending');
  return {
    alternatives: [],
    current_deadline: null,
    currently_due: due,
    disabled_reason: submitted ? null : 'requirements.past_due',
    errors: [],
    eventually_due: due,
    past_due: due,
    pending_verification: pending ? ['company.verification.document'] : [],
  };
}
