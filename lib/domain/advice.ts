import { type Component, componentEntry, hasApps } from './catalog';
import { cellOf } from './cells';
import type { Advice, ComponentPolicy } from './policy';
import type { Traits } from './traits';

/**
 * What Stripe permits of a component and yet will not do what it seems to; nothing while it is off.
 * `taxSettings` is whether Tax settings are enabled beside it.
 * Source: Stripe's pages on the components and the comments of the SDK's types.
 */
export function adviseOn(
  component: Component,
  { enabled, features }: ComponentPolicy,
  traits: Traits,
  taxSettings: boolean,
): Advice[] {
  const advice: Advice[] = [];
  if (!enabled.value) return advice;
  const { title, tag } = componentEntry(component);

  if (component === 'account_management' && !traits.detailsSubmitted) {
    advice.push({
      cell: component,
      code: 'needs_details_submitted',
      message: `${title} stays empty until the merchant has submitted its details: finish onboarding first.`,
    });
  }
  if (component === 'tax_registrations' && !taxSettings) {
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
  return advice;
}
