import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoTime } from './iso-time';

it('writes every moment as toISOString does', () => {
  const edge = fc
    .tuple(fc.integer({ min: -100_000_000, max: 100_000_000 }), fc.constantFrom(-1, 0, 1, 999))
    .map(([day, ms]) => new Date(day * 86_400_000 + ms))
    .filter((at) => !Number.isNaN(+at));
  fc.assert(
    fc.property(fc.oneof(fc.date({ noInvalidDate: true }), edge), (at) => {
      expect(isoTime(at)).toBe(at.toISOString());
      expect(isoTime(at)).toBe(at.toISOString());
    }),
    { numRuns: 3_000 },
  );
});

it('refuses what is no moment', () => {
  expect(() => isoTime(new Date(Number.NaN))).toThrow(RangeError);
});
