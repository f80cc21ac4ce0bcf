import { COMPONENTS, type Component, componentEntry } from './catalog';
import { cellOf } from './cells';
import type { Advice, ComponentPolicy } from './policy';
import type { Traits } from './traits';

/**
 * What Stripe permits and yet will not do what it seems to, for the enabled components.
 * Source: Stripe's pages on the components and the comments of the SDK's types.
 */
export function advise(
  components: Readonly<Record<Component, ComponentPolicy>>,
  traits: Traits,
): Advice[] {
  const advice: Advice[] = [];
  for (const component of COMPONENTS) {
    const { enabled, features } = components[component];
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
