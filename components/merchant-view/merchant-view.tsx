import type { Component } from '@/lib/domain/catalog';
import { type Cell, cellsOf } from '@/lib/domain/cells';
import { matrixGroups } from '../matrix/layout';
import type { Address } from './address';
import { DifferenceList } from './difference-list';
import { differencesOf } from './differences';
import { Frame } from './frame';
import type { Side } from './sketch';

/**
 * A merchant's dashboard as its policy makes it, alone or beside another. Everything is drawn from
 * resolved policies with sample data: nothing is asked of Stripe and no session is made.
 */
export function MerchantView({
  side,
  other,
  address,
}: {
  side: Side;
  other: Side | null;
  address: Address;
}) {
  const differences: ReadonlyMap<Component, readonly Cell[]> = other
    ? differencesOf(side.policy, other.policy)
    : new Map();
  const sides = other ? [side, other] : [side];
  const open = address.component ?? firstOf(sides, differences);
  const changed = new Set(differences.keys());
  const differs = new Set([...differences.values()].flat());
  return (
    <>
      {other && <DifferenceList {...{ side, other, differences, address, open }} />}
      <div className={other ? 'grid items-start gap-4 min-[1240px]:grid-cols-2' : ''}>
        {sides.map((one) => (
          <Frame
            key={one.title}
            drawing={{ side: one, missing: address.missing, differs }}
            {...{ address, open, changed }}
          />
        ))}
      </div>
      <p className="text-sm text-ink-3">
        A drawing of our own with made-up data. Areas and actions are as Stripe documents them,
        labels and columns mostly inferred. No session was made.
      </p>
    </>
  );
}

/** What to open where the address says nothing: what differs first, else what comes first. */
function firstOf(
  sides: readonly Side[],
  differences: ReadonlyMap<Component, readonly Cell[]>,
): Component | undefined {
  const all = matrixGroups(sides.flatMap(({ policy }) => cellsOf(policy.components))).flatMap(
    ({ components }) => components,
  );
  return (
    all.find((component) => differences.has(component)) ??
    all.find((component) => sides.some(({ policy }) => policy.components[component]?.enabled.value))
  );
}
