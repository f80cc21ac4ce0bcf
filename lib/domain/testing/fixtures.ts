import { type Cell, findCell } from '../cells';
import {
  type Decision,
  decisionOf,
  type LayerSays,
  type OverrideLayer,
  type PolicyInput,
  type ResolvedPolicy,
  type TemplateLayer,
} from '../policy';
import type { Settings } from '../settings';
import type { Traits } from '../traits';

/** The moment at which the fixtures are resolved. */
export const AT = new Date('2026-11-21T12:00:00.000Z');

const CONTROLLERS = {
  custom: ['none', 'application', 'application'],
  express: ['express', 'application', 'stripe'],
  standard: ['full', 'stripe', 'stripe'],
} as const;

/** Facts of an ordinary account of a legacy type, onboarded, on daily payouts. */
export function traitsOf(kind: keyof typeof CONTROLLERS, more: Partial<Traits> = {}): Traits {
  const [dashboardType, lossesPayments, requirementCollection] = CONTROLLERS[kind];
  return {
    email: 'merchant@example.com',
    country: 'US',
    dashboardType,
    lossesPayments,
    requirementCollection,
    feesPayer: 'application',
    capabilities: { card_payments: 'active', transfers: 'active' },
    tags: [],
    detailsSubmitted: true,
    payoutInterval: 'daily',
    ...more,
  };
}

export function templateOf(settings: Settings, key = 'retail', revision = 3): TemplateLayer {
  return { key, revision, settings };
}

export function overrideOf(
  cell: Cell,
  setting: 'on' | 'off',
  more: Partial<OverrideLayer> = {},
): OverrideLayer {
  return {
    cell,
    setting,
    note: 'Asked for by the merchant.',
    expiresAt: null,
    decidedAt: new Date('2026-11-20T09:00:00.000Z'),
    changeId: 'chg_1',
    ...more,
  };
}

/** An account whose one template has these settings; anything else may be said in `more`. */
export function worldOf(
  traits: Traits,
  settings: Settings,
  more: Partial<PolicyInput> = {},
): PolicyInput {
  return {
    account: 'acct_1Fixture',
    at: AT,
    traits,
    assignedBy: 'explicit',
    templates: [templateOf(settings)],
    overrides: [],
    ...more,
  };
}

/** The decision about a cell; throws where the policy has none, so that tests need not ask. */
export function cellIn(policy: ResolvedPolicy, cell: Cell): Decision {
  const ref = findCell(cell);
  const decision = ref && decisionOf(policy, ref.component, ref.feature);
  if (!decision) throw new Error(`No decision about ${cell}`);
  return decision;
}

/** All that the layers say of a cell, highest first, whether or not the ceiling had its way. */
export function saidIn(policy: ResolvedPolicy, cell: Cell): readonly LayerSays[] {
  const { lost, ...won } = cellIn(policy, cell);
  return won.layer === 'ceiling' ? lost : [won, ...lost];
}

/** One component's values as plain booleans. */
export interface Values {
  enabled: boolean;
  features: Record<string, boolean>;
}

/** All resolved values, by names that are only strings. */
export function valuesOf(policy: ResolvedPolicy): Record<string, Values> {
  const plain = Object.entries(policy.components).map(([component, { enabled, features }]) => {
    const values = Object.entries(features).map(([name, cell]) => [name, cell.value]);
    return [component, { enabled: enabled.value, features: Object.fromEntries(values) }];
  });
  return Object.fromEntries(plain);
}

/** The same of the enabled components alone. */
export function enabledIn(policy: ResolvedPolicy): [string, Values][] {
  return Object.entries(valuesOf(policy)).filter(([, { enabled }]) => enabled);
}
