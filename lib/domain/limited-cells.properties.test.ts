import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ceilingTraits } from './account-class';
import { LIMITING_CLASSES } from './alone';
import { CELLS } from './cells';
import {
  canBeLimited,
  cellsBehind,
  limitedCells,
  limitedClasses,
  settingsOfLayers,
} from './limited-cells';
import { decisionOf, type PolicyInput } from './policy';
import { isInForce, resolve } from './resolve';
import type { Settings } from './settings';
import { anyWorld } from './testing/arbitraries';

const RUNS = { numRuns: 100 };

/** The layers of an account's policy, highest first. */
function layersOf({ overrides, templates, at }: PolicyInput): Settings[] {
  const inForce = overrides.filter((override) => isInForce(override, at));
  return [
    Object.fromEntries(inForce.map(({ cell, setting }) => [cell, setting])),
    ...templates.map(({ settings }) => settings),
  ];
}

it('says of every account what its resolved policy says', { timeout: 30_000 }, () => {
  let found = 0;
  fc.assert(
    fc.property(anyWorld, (world) => {
      const policy = resolve(world);
      const expected = CELLS.flatMap(({ cell, component, feature }) => {
        const decision = decisionOf(policy, component, feature);
        return decision?.layer === 'ceiling' && decision.lost[0]?.layer !== 'stripe_default'
          ? [{ cell, code: decision.code }]
          : [];
      });
      const limited = limitedCells(settingsOfLayers(layersOf(world)), ceilingTraits(world.traits));
      const byCell = (list: typeof expected) => list.toSorted((a, b) => (a.cell < b.cell ? -1 : 1));
      expect(byCell(limited)).toEqual(byCell(expected));
      expect(limited.filter(({ cell }) => !canBeLimited(cell))).toEqual([]);
      found += expected.length;
    }),
    RUNS,
  );
  // Accounts that nothing limits would agree as well.
  expect(found).toBeGreaterThan(100);
});

it('sees for one cell what it sees for all, from the cells behind it', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(anyWorld, fc.constantFrom(...CELLS), (world, { cell }) => {
      const settings = settingsOfLayers(layersOf(world));
      const behind = new Set<string>(cellsBehind(cell));
      const few = Object.fromEntries(Object.entries(settings).filter(([name]) => behind.has(name)));
      const expected = LIMITING_CLASSES.flatMap((traits, number) =>
        limitedCells(settings, traits).some((limited) => limited.cell === cell) ? [number] : [],
      );
      expect(limitedClasses(cell, settings)).toEqual(expected);
      expect(limitedClasses(cell, few)).toEqual(expected);
    }),
    // Each run works out sixteen classes, three times over.
    { numRuns: 40 },
  );
});

it('knows cells that nothing limits, and cells that something does', () => {
  expect(canBeLimited('payments.refund_management')).toBe(false);
  expect(canBeLimited('payouts.external_account_collection')).toBe(true);
});
