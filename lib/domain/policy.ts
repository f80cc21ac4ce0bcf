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

/** Whether an override still counts at a moment: at the very second of its expiry it no longer does. */
export function isInForce(override: Pick<OverrideLayer, 'expiresAt'>, at: Date): boolean {
  return override.expiresAt === null || override.expiresAt.getTime() > at.getTime();
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
export type LayerSays = Readonly<
  | {
      layer: 'override';
      value: boolean;
      note: string | null;
      expiresAt: string | null;
      decidedAt: string;
      changeId: string;
    }
  | { layer: 'template'; value: boolean; template: string; revision: number }
  | { layer: 'stripe_default'; value: boolean }
>;

/** A cell's value, the layer that decided it, and the layers that lost, highest first. */
export type Decision = (
  | LayerSays
  | Readonly<{ layer: 'ceiling'; value: boolean; code: CeilingCode }>
) & {
  readonly lost: readonly LayerSays[];
};

export interface ComponentPolicy {
  readonly enabled: Decision;
  readonly features: Readonly<Partial<Record<Feature, Decision>>>;
}

/** A cell that Stripe does not permit to have the value that the layers want. */
export interface Ceiling {
  readonly cell: Cell;
  readonly wanted: boolean;
  readonly used: boolean;
  readonly code: CeilingCode;
  readonly message: string;
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
  readonly cell: Cell;
  readonly code: AdviceCode;
  readonly message: string;
}

/** The resolved components: those of previews only where the installation has opted in. */
export type ComponentPolicies = Readonly<
  Record<GaComponent, ComponentPolicy> & Partial<Record<PreviewComponent, ComponentPolicy>>
>;

/** The `components` parameter of an AccountSession: enabled components only. */
export type Send = Partial<
  Record<
    GaComponent,
    { readonly enabled: true; readonly features?: Readonly<Partial<Record<GaFeature, boolean>>> }
  >
> &
  Partial<
    Record<
      PreviewComponent,
      { readonly enabled: true; readonly features?: { readonly allowed_apps: readonly string[] } }
    >
  >;

/** A resolved policy. Parts of it are shared by accounts that do not differ, and so are frozen. */
export interface ResolvedPolicy {
  readonly account: string;
  readonly at: string;
  readonly template: { readonly key: string; readonly revision: number; readonly by: AssignedBy };
  readonly components: ComponentPolicies;
  readonly ceilings: readonly Ceiling[];
  readonly advice: readonly Advice[];
  readonly send: Readonly<Send>;
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
