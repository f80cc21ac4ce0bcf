import type { Traits } from '../traits';

/*
 * What Stripe documents of components and features, written down a second time and apart from the
 * catalog, so that a slip in one of the two shows up as a failing test. Nothing here may import
 * the catalog, the defaults or the ceiling.
 */

/** How a feature gets its value when a session leaves it unsaid. */
export type SheetDefault = 'true' | 'false' | 'losses' | 'not B' | 'as H' | 'undocumented';

/** What a value of a feature needs. */
export type SheetCondition = 'true needs platform' | 'false needs platform' | 'true needs H' | null;

type FeatureRow = readonly [name: string, byDefault: SheetDefault, condition: SheetCondition];

export const A = 'disable_stripe_user_authentication';
export const B = 'external_account_collection';
export const H = 'dispute_management';

/** Features by a letter; `a` is A on a component that has no B. */
const LETTERS: Readonly<Record<string, FeatureRow>> = {
  A: [A, 'not B', 'true needs platform'],
  a: [A, 'false', 'true needs platform'],
  B: [B, 'true', 'false needs platform'],
  C: ['edit_payout_schedule', 'losses', null],
  D: ['standard_payouts', 'losses', null],
  E: ['instant_payouts', 'losses', null],
  F: ['capture_payments', 'true', null],
  G: ['refund_management', 'true', null],
  H: [H, 'true', null],
  I: ['destination_on_behalf_of_charge_management', 'false', null],
  J: ['smart_disputes_management', 'as H', 'true needs H'],
  m: ['send_money', 'undocumented', null],
  t: ['transfer_balance', 'undocumented', null],
  c: ['card_management', 'undocumented', null],
  d: ['card_spend_dispute_management', 'undocumented', null],
  h: ['cardholder_management', 'undocumented', null],
  s: ['spend_control_management', 'undocumented', null],
};

/** Component, letters of its features, capability that must be active, tag in Connect.js. */
const ROWS: readonly (readonly [string, string, string | null, string | null])[] = [
  ['account_management', 'AB', null, 'account-management'],
  ['account_onboarding', 'AB', null, 'account-onboarding'],
  ['balance_report', '', null, 'balance-report'],
  ['balances', 'ABCDE', null, 'balances'],
  ['disputes_list', 'FGHIJ', null, 'disputes-list'],
  ['documents', '', null, 'documents'],
  ['financial_account', 'ABmt', 'treasury', 'financial-account'],
  ['financial_account_transactions', 'd', 'treasury', 'financial-account-transactions'],
  ['instant_payouts_promotion', 'ABE', null, 'instant-payouts-promotion'],
  ['issuing_card', 'cdhs', 'card_issuing', 'issuing-card'],
  ['issuing_cards_list', 'acdhs', 'card_issuing', 'issuing-cards-list'],
  ['notification_banner', 'AB', null, 'notification-banner'],
  ['payment_details', 'FGHIJ', null, 'payment-details'],
  ['payment_disputes', 'GHIJ', null, 'payment-disputes'],
  ['payment_method_settings', 'a', null, null],
  ['payments', 'FGHIJ', null, 'payments'],
  ['payout_details', '', null, 'payout-details'],
  ['payout_reconciliation_report', '', null, 'payout-reconciliation-report'],
  ['payouts', 'ABCDE', null, 'payouts'],
  ['payouts_list', '', null, 'payouts-list'],
  ['reporting_chart', '', null, null],
  ['tax_registrations', '', null, 'tax-registrations'],
  ['tax_settings', '', null, 'tax-settings'],
  ['terminal_hardware_orders', '', null, null],
  ['terminal_hardware_shop', '', null, null],
];

export interface SheetComponent {
  capability: string | null;
  tag: string | null;
  features: Readonly<Record<string, { default: SheetDefault; condition: SheetCondition }>>;
}

export const SHEET: Readonly<Record<string, SheetComponent>> = Object.fromEntries(
  ROWS.map(([component, letters, capability, tag]) => [
    component,
    {
      capability,
      tag,
      features: Object.fromEntries(
        [...letters].map((letter) => {
          const row = LETTERS[letter];
          if (!row) throw new Error(`No feature has the letter ${letter}`);
          return [row[0], { default: row[1], condition: row[2] }];
        }),
      ),
    },
  ]),
);

/** Whether the capability that a component needs is active; present or pending is not enough. */
export function capable(component: string, traits: Traits): boolean {
  const capability = SHEET[component]?.capability ?? null;
  return capability === null || traits.capabilities[capability] === 'active';
}

/** Whether a condition of the sheet allows a feature this value. */
export function allows(
  condition: SheetCondition,
  value: boolean,
  traits: Traits,
  siblings: Readonly<Record<string, boolean>>,
): boolean {
  const platform = traits.requirementCollection === 'application';
  if (condition === 'true needs platform') return !value || platform;
  if (condition === 'false needs platform') return value || platform;
  if (condition === 'true needs H') return !value || siblings[H] === true;
  return true;
}

/** The value of a feature that is left unsaid, given what its siblings are. */
export function unsaid(
  byDefault: SheetDefault,
  traits: Traits,
  siblings: Readonly<Record<string, boolean>>,
): boolean {
  if (byDefault === 'losses') return traits.lossesPayments !== 'application';
  if (byDefault === 'not B') return siblings[B] !== true;
  if (byDefault === 'as H') return siblings[H] === true;
  return byDefault === 'true';
}

type Sent = Readonly<
  Record<string, { enabled: boolean; features?: Readonly<Record<string, boolean>> }>
>;

/** The features of one component as Stripe sees them: what was sent, else the default. */
export function seenByStripe(
  component: string,
  sent: Readonly<Record<string, boolean>>,
  traits: Traits,
): Record<string, boolean> {
  const features = Object.entries(SHEET[component]?.features ?? {});
  const seen: Record<string, boolean> = {};
  // Twice over, so that a default that follows a sibling has it whatever the order.
  for (const [name, row] of [...features, ...features]) {
    seen[name] = sent[name] ?? unsaid(row.default, traits, seen);
  }
  return seen;
}

/** Every reason for which Stripe would refuse a session with these components. */
export function refusals(sent: Sent, traits: Traits): string[] {
  const reasons: string[] = [];
  const authentication = new Set<boolean>();
  if (Object.keys(sent).length === 0) reasons.push('components missing');
  for (const [component, { features = {} }] of Object.entries(sent)) {
    const row = SHEET[component];
    if (!row) {
      reasons.push(`${component} is unknown`);
      continue;
    }
    if (!capable(component, traits)) reasons.push(`${component} lacks ${row.capability}`);
    const seen = seenByStripe(component, features, traits);
    if (A in seen) authentication.add(seen[A] === true);
    for (const name of Object.keys(features)) {
      if (!(name in row.features)) reasons.push(`${component}.${name} is unknown`);
    }
    for (const [name, { condition }] of Object.entries(row.features)) {
      if (!allows(condition, seen[name] === true, traits, seen)) {
        reasons.push(`${component}.${name} may not be ${seen[name]}`);
      }
    }
  }
  if (authentication.size > 1) reasons.push(`${A} differs between components`);
  return reasons;
}
