import type {
  Component,
  Feature,
  GaComponent,
  GaFeature,
  Preview,
  PreviewComponent,
} from './catalog';
import type { CeilingCode } from './ceiling';
import type { Cell } from './cells';
import type { DecidedSetting, Settings } from './settings';
import type { Traits } from './traits';

/** One template's place in an account's chain: the assigned one first, then its ancestors. */
export interface TemplateLayer {
  key: string;
  revision: number;
  settings: Settings;
}

/** One account's own setting of one cell. */
export interface OverrideLayer {
  cell: Cell;
  setting: DecidedSetting;
  note: string | null;
  expiresAt: Date | null;
  decidedAt: Date;
  changeId: string;
}

export type AssignedBy = 'explicit' | 'rule' | 'default';

/** Everything that decides an account's policy at one moment. */
export interface PolicyInput {
  account: string;
  at: Date;
  traits: Traits;
  assignedBy: AssignedBy;
  /** Never empty: the assigned template, then its ancestors, nearest first. */
  templates: readonly [TemplateLayer, ...TemplateLayer[]];
  overrides: readonly OverrideLayer[];
  /** What the installation has opted in to of the preview components; nothing where left out. */
  preview?: Preview | null;
}

/** What one layer says of a cell, with where it says so. */
export type LayerSays =
  | {
      layer: 'override';
      value: boolean;
      note: string | null;
      expiresAt: string | null;
      decidedAt: string;
      changeId: string;
    }
  | { layer: 'template'; value: boolean; template: string; revision: number }
  | { layer: 'stripe_default'; value: boolean };

/** A cell's value, the layer that decided it, and the layers that lost, highest first. */
export type Decision = (LayerSays | { layer: 'ceiling'; value: boolean; code: CeilingCode }) & {
  lost: LayerSays[];
};

export interface ComponentPolicy {
  enabled: Decision;
  features: Partial<Record<Feature, Decision>>;
}

/** A cell that Stripe does not permit to have the value that the layers want. */
export interface Ceiling {
  cell: Cell;
  wanted: boolean;
  used: boolean;
  code: CeilingCode;
  message: string;
}

export type AdviceCode =
  | 'needs_details_submitted'
  | 'needs_tax_settings'
  | 'needs_manual_payout_schedule'
  | 'no_connect_js_tag'
  | 'no_allowed_apps'
  | 'preview_not_offered';

/** A cell that Stripe permits, but that will not do what it seems to. */
export interface Advice {
  cell: Cell;
  code: AdviceCode;
  message: string;
}

/** The resolved components: those of previews only where the installation has opted in. */
export type ComponentPolicies = Record<GaComponent, ComponentPolicy> &
  Partial<Record<PreviewComponent, ComponentPolicy>>;

/** The `components` parameter of an AccountSession: enabled components only. */
export type Send = Partial<
  Record<GaComponent, { enabled: true; features?: Partial<Record<GaFeature, boolean>> }>
> &
  Partial<
    Record<PreviewComponent, { enabled: true; features?: { allowed_apps: readonly string[] } }>
  >;

export interface ResolvedPolicy {
  account: string;
  at: string;
  template: { key: string; revision: number; by: AssignedBy };
  components: ComponentPolicies;
  ceilings: Ceiling[];
  advice: Advice[];
  send: Send;
}

/** The decision about one cell of a resolved policy; undefined where the policy has no such cell. */
export function decisionOf(
  policy: Pick<ResolvedPolicy, 'components'>,
  component: Component,
  feature: Feature | null,
): Decision | undefined {
  const resolved = policy.components[component];
  return feature === null ? resolved?.enabled : resolved?.features[feature];
}
