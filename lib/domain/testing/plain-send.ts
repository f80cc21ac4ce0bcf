import {
  AUTHENTICATION,
  appOf,
  type Component,
  componentEntry,
  type Feature,
  hasApps,
} from '../catalog';
import { cellOf } from '../cells';
import type { Advice, ComponentPolicies, ComponentPolicy, Send } from '../policy';
import type { Values } from '../send';
import type { Traits } from '../traits';

/**
 * What Stripe permits and yet will not do what it seems to, for the enabled components.
 * Source: Stripe's pages on the components and the comments of the SDK's types.
 */
export function plainAdvice(components: Readonly<ComponentPolicies>, traits: Traits): Advice[] {
  const advice: Advice[] = [];
  for (const component of Object.keys(components) as Component[]) {
    const { enabled, features } = components[component] as ComponentPolicy;
    if (!enabled.value) continue;
    const { title, tag } = componentEntry(component);

    if (component === 'account_management' && !traits.detailsSubmitted) {
      advice.push({
        cell: component,
        code: 'needs_details_submitted',
        message: `${title} stays empty until the merchant has submitted its details: finish onboarding first.`,
      });
    }
    if (component === 'tax_registrations' && !components.tax_settings.enabled.value) {
      advice.push({
        cell: component,
        code: 'needs_tax_settings',
        message: `${title} needs Tax settings beside it: enable both.`,
      });
    }
    if (features.standard_payouts?.value && traits.payoutInterval !== 'manual') {
      advice.push({
        cell: cellOf(component, 'standard_payouts'),
        code: 'needs_manual_payout_schedule',
        message: 'Standard payouts can be started only while the payout schedule is manual.',
      });
    }
    if (hasApps(component) && !Object.values(features).some(({ value }) => value)) {
      advice.push({
        cell: component,
        code: 'no_allowed_apps',
        message: `${title} is on and no app is, so it is left out of sessions: switch at least one app on.`,
      });
    }
    if (tag === null) {
      advice.push({
        cell: component,
        code: 'no_connect_js_tag',
        message: `The released Connect.js cannot mount ${title} yet.`,
      });
    }
  }
  return advice;
}

/**
 * Whether the sign-in feature has to be said at all: as soon as any enabled component has it from
 * a layer or the ceiling, or has it on, all of them must say it, or Stripe's defaults could differ.
 */
function mustSayAuthentication(enabled: readonly ComponentPolicy[]): boolean {
  return enabled.some(({ features }) => {
    const cell = features[AUTHENTICATION];
    return cell !== undefined && (cell.layer !== 'stripe_default' || cell.value);
  });
}

/**
 * Puts an enabled component into what is sent, its features in Stripe's form. Apps become the list
 * of those that are on; a component that has apps and none of them on is left out, because an empty
 * list vanishes on the way, and what Stripe makes of none could be more than the policy allows.
 */
function putInto(send: Send, component: Component, features: Values): void {
  if (hasApps(component)) {
    const on = Object.entries(features).flatMap(([name, value]) =>
      value ? (appOf(name) ?? []) : [],
    );
    if (on.length > 0) send[component] = { enabled: true, features: { allowed_apps: on } };
    return;
  }
  (send as Record<Component, unknown>)[component] =
    Object.keys(features).length > 0 ? { enabled: true, features } : { enabled: true };
}

/**
 * The `components` parameter of an AccountSession for a resolved policy: enabled components only;
 * of their features those that a layer or the ceiling decided, and the sign-in feature where all
 * components must agree on it. Empty when nothing is enabled: then there is nothing to send.
 */
export function plainSend(components: Readonly<ComponentPolicies>): Send {
  const all = components as Readonly<Record<Component, ComponentPolicy>>;
  const enabled = (Object.keys(all) as Component[]).filter((name) => all[name].enabled.value);
  const sayAuthentication = mustSayAuthentication(enabled.map((name) => all[name]));
  const send: Send = {};
  for (const component of enabled) {
    const features: Partial<Record<Feature, boolean>> = {};
    for (const [name, cell] of Object.entries(all[component].features)) {
      const feature = name as Feature;
      const needed = feature === AUTHENTICATION && sayAuthentication;
      if (cell.layer !== 'stripe_default' || needed) features[feature] = cell.value;
    }
    putInto(send, component, features);
  }
  return send;
}
