import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ceilingTraits, inputOfClass } from './account-class';
import { isInForce, resolve } from './resolve';
import { anyWorld } from './testing/arbitraries';

it('a class resolves to what each of its accounts resolves to', () => {
  fc.assert(
    fc.property(anyWorld, (world) => {
      const overrides = world.overrides.filter((override) => isInForce(override, world.at));
      const accountClass = {
        template: world.templates[0].key,
        traits: ceilingTraits(world.traits),
        overrides: Object.fromEntries(overrides.map((o) => [o.cell, o.setting])),
        accounts: 1,
      };
      const one = resolve(world);
      const whole = resolve(inputOfClass(accountClass, world.templates, world.at));
      expect(whole.send).toEqual(one.send);
      expect(whole.ceilings).toEqual(one.ceilings);
      expect(whole.advice).toEqual(one.advice);
    }),
    { numRuns: 300 },
  );
});
