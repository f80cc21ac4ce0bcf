import { COMPONENTS, type Component, featuresOf } from '@/lib/domain/catalog';
import { type Cell, cellOf } from '@/lib/domain/cells';
import type { ResolvedPolicy } from '@/lib/domain/policy';

/**
 * What a merchant would see otherwise under another policy: components that only one of the two
 * has, and of those that both have the features that differ.
 */
export function differencesOf(
  one: Pick<ResolvedPolicy, 'components'>,
  other: Pick<ResolvedPolicy, 'components'>,
): ReadonlyMap<Component, readonly Cell[]> {
  const found = new Map<Component, Cell[]>();
  for (const component of COMPONENTS) {
    const [a, b] = [one.components[component], other.components[component]];
    if (a.enabled.value !== b.enabled.value) {
      found.set(component, [cellOf(component)]);
    } else if (a.enabled.value) {
      const cells = featuresOf(component)
        .filter((feature) => a.features[feature]?.value !== b.features[feature]?.value)
        .map((feature) => cellOf(component, feature));
      if (cells.length > 0) found.set(component, cells);
    }
  }
  return found;
}
