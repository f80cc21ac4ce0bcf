import type { Component, Feature } from '@/lib/domain/catalog';
import { type Cell, cellOf } from '@/lib/domain/cells';
import type { ComponentPolicy, ResolvedPolicy } from '@/lib/domain/policy';

/**
 * What a merchant would see otherwise under another policy: components that only one of the two
 * has, and of those that both have the features that differ.
 */
export function differencesOf(
  one: Pick<ResolvedPolicy, 'components'>,
  other: Pick<ResolvedPolicy, 'components'>,
): ReadonlyMap<Component, readonly Cell[]> {
  const found = new Map<Component, Cell[]>();
  for (const [name, a] of Object.entries<ComponentPolicy>(one.components)) {
    const component = name as Component;
    const b = other.components[component];
    if (!b) continue;
    if (a.enabled.value !== b.enabled.value) {
      found.set(component, [cellOf(component)]);
    } else if (a.enabled.value) {
      const cells = (Object.keys(a.features) as Feature[])
        .filter((feature) => a.features[feature]?.value !== b.features[feature]?.value)
        .map((feature) => cellOf(component, feature));
      if (cells.length > 0) found.set(component, cells);
    }
  }
  return found;
}
