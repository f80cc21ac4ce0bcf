import { type Component, componentEntry, type Feature, featureEntry } from '@/lib/domain/catalog';

/** Stripe's default of a feature where no account is at hand: what it depends on. */
export function defaultWords(component: Component, feature: Feature | null): string {
  if (feature === null) return 'A component is off unless a layer enables it.';
  const byDefault = featureEntry(component, feature)?.default;
  switch (byDefault?.kind) {
    case 'stripe_owns_losses':
      return 'On where Stripe bears payment losses, off where the platform does.';
    case 'opposite_of':
      return `Follows ${title(component, byDefault.feature)}: on where that is off.`;
    case 'same_as':
      return `Follows ${title(component, byDefault.feature)}: the same value.`;
    case 'undocumented':
      return 'Stripe does not document this default; its examples show it off.';
    default:
      return '';
  }
}

/** What Stripe demands of an account before a cell may have a value; null where nothing. */
export function conditionWords(component: Component, feature: Feature | null): string | null {
  const { capability } = componentEntry(component);
  const needs = capability && `Stripe permits it only with the active capability ${capability}.`;
  const condition = feature === null ? null : featureEntry(component, feature)?.condition;
  switch (condition?.kind) {
    case 'platform_collects_requirements':
      return join(
        needs,
        `Stripe permits ${condition.value ? 'on' : 'off'} only where the platform collects requirements.`,
      );
    case 'feature_on':
      return join(needs, `Stripe permits on only beside ${title(component, condition.feature)}.`);
    default:
      return needs;
  }
}

const join = (...parts: (string | null)[]) => parts.filter(Boolean).join(' ') || null;

const title = (component: Component, feature: Feature) =>
  featureEntry(component, feature)?.title ?? feature;
