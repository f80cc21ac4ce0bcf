import type { LiveOffer } from '@/components/live/offer';
import { sketchOf } from '@/components/merchant-view/sketches';
import { COMPONENTS } from '@/lib/domain/catalog';
import type { ResolvedPolicy } from '@/lib/domain/policy';
import { platformCollectsRequirements } from '@/lib/domain/traits';
import type { AccountDetail } from '@/lib/domain/views';
import { env, publishableKey } from '@/lib/env';

/** What a live preview of an account would take; or in words why there can be none. */
export function liveOffer(
  account: AccountDetail,
  policy: ResolvedPolicy,
): { offer: LiveOffer; wanting?: undefined } | { offer?: undefined; wanting: string } {
  if (account.disconnectedAt !== null) {
    return { wanting: 'This account is disconnected, so Stripe creates no session for it.' };
  }
  const components = COMPONENTS.filter((component) => policy.send[component]);
  if (components.length === 0) {
    return { wanting: 'No component is enabled, so there is nothing to load.' };
  }
  const { key, wanting } = publishableKey(env());
  if (key === undefined) return { wanting };
  return {
    offer: {
      account: { id: account.id, name: account.name },
      publishableKey: key,
      stripeCollects: !platformCollectsRequirements(account.traits),
      components,
      notes: Object.fromEntries(
        components.flatMap((component) => {
          const { good } = sketchOf(component);
          return good ? [[component, good]] : [];
        }),
      ),
    },
  };
}
