import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ceilingTraits } from './account-class';
import { CELLS } from './cells';
import { settingsOfLayers } from './limited-cells';
import { type LimitedCount, limitedCounts } from './limited-counts';
import { decisionOf, type PolicyInput } from './policy';
import { isInForce, resolve } from './resolve';
import type { Settings } from './settings';
import { anyWorld } from './testing/arbitraries';

/** What resolving one account after another gives. */
function oneByOne(worlds: readonly PolicyInput[], sizes: readonly number[]): LimitedCount[] {
  const counts = new Map<string, LimitedCount>();
  worlds.forEach((world, index) => {
    const policy = resolve(world);
    for (const { cell, component, feature } of CELLS) {
      const decision = decisionOf(policy, component, feature);
      if (decision?.layer !== 'ceiling' || decision.lost[0]?.layer === 'stripe_default') continue;
      const { code } = decision;
      const counted = counts.get(`${cell} ${code}`) ?? { cell, code, accounts: 0 };
      counted.accounts += sizes[index] ?? 0;
      counts.set(`${cell} ${code}`, counted);
    }
  });
  return [...counts.values()];
}

const sorted = (counts: readonly LimitedCount[]) =>
  counts.map(({ cell, code, accounts }) => `${cell} ${code} ${accounts}`).sort();

it('adds up what resolving every account by itself gives', { timeout: 60_000 }, () => {
  let found = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anyWorld, anyWorld, fc.integer({ min: 1, max: 9 })), {
        minLength: 1,
        maxLength: 6,
      }),
      (drawn) => {
        // Two accounts for each template: with its own overrides, and with those of another.
        const worlds = drawn.flatMap(([one, other]) => [
          one,
          { ...one, overrides: other.overrides },
        ]);
        const sizes = drawn.flatMap(([, , size]) => [size, size + 1]);
        const settings = new Map<string, Settings>();
        const classes = worlds.map((world, index) => {
          const template = `t${Math.floor(index / 2)}`;
          settings.set(template, settingsOfLayers(world.templates.map(({ settings }) => settings)));
          const inForce = world.overrides.filter((override) => isInForce(override, world.at));
          return {
            template,
            traits: ceilingTraits(world.traits),
            overrides: Object.fromEntries(inForce.map(({ cell, setting }) => [cell, setting])),
            accounts: sizes[index] ?? 0,
          };
        });
        const expected = oneByOne(worlds, sizes);
        expect(sorted(limitedCounts(classes, settings))).toEqual(sorted(expected));
        found += expected.length;
      },
    ),
    { numRuns: 60 },
  );
  // Accounts that nothing limits would agree as well.
  expect(found).toBeGreaterThan(100);
});
