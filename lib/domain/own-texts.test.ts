import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiJson, joinedPieces } from './ascii-json';
import { compile } from './compiled';
import { ownTextOf } from './own-texts';
import type { OverrideLayer, PolicyInput } from './policy';
import { policyJson } from './policy-json';
import { anyTraits, anyWorld } from './testing/arbitraries';
import { plainResolve } from './testing/plain-resolve';

const NOON = new Date('2026-11-21T12:00:00.000Z');

const compiled = compile([{ key: 'base', revision: 1, settings: {} }]);

const override = (expiresAt: Date | null): OverrideLayer => ({
  cell: 'payments',
  setting: 'on',
  note: null,
  expiresAt,
  decidedAt: NOON,
  changeId: 'chg_1',
});

const later = (ms: number) => new Date(NOON.getTime() + ms);

/** How an account is asked about: some time off, perhaps with other traits, or another template. */
const askings = fc.array(
  fc.record({
    off: fc.constantFrom(-86_400_001, -1001, -1, 0, 1, 999, 1000, 86_400_000),
    traits: fc.option(anyTraits, { freq: 4 }),
    revised: fc.boolean(),
  }),
  { minLength: 2, maxLength: 6 },
);

describe('texts of accounts with overrides', () => {
  it('are right for each moment, template and kind of account, in whatever order they are asked for', () => {
    fc.assert(
      fc.property(anyWorld, askings, (world, all) => {
        const [first, ...rest] = world.templates;
        const revised: PolicyInput['templates'] = [
          { ...first, revision: first.revision + 1, settings: { payments: 'on' } },
          ...rest,
        ];
        const [before, since] = [compile(world.templates), compile(revised)];
        for (const asked of all) {
          const input = {
            ...world,
            at: new Date(world.at.getTime() + asked.off),
            traits: asked.traits ?? world.traits,
            templates: asked.revised ? revised : world.templates,
          };
          const pieces = policyJson(asked.revised ? since : before, input);
          expect(joinedPieces(pieces)).toBe(asciiJson(plainResolve(input)));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are made once for as long as the same overrides are in force', () => {
    const overrides = [override(later(-1000)), override(later(1000)), override(null)];
    let made = 0;
    const ask = (ms: number, traits = 0) => {
      const input = { compiled, traits, at: later(ms) };
      const [text] = ownTextOf(overrides, input, () => {
        made += 1;
        return Uint8Array.of(made);
      });
      return text;
    };
    expect([ask(0), ask(999), ask(-1000)]).toEqual([1, 1, 1]);
    expect([ask(1000), ask(86_400_000)]).toEqual([2, 2]);
    expect([ask(-1001), ask(-1)]).toEqual([3, 4]);
    expect([ask(-1, 1), ask(-1, 1)]).toEqual([5, 5]);
  });

  it('are as many as there is room for', () => {
    let made = 0;
    const ask = (overrides: readonly OverrideLayer[]) =>
      ownTextOf(overrides, { compiled, traits: 0, at: NOON }, () => {
        made += 1;
        return new Uint8Array();
      });
    const accounts = Array.from({ length: 257 }, () => [override(null)]);
    for (const one of accounts) ask(one);
    for (const one of accounts.slice(1)) ask(one);
    expect(made).toBe(257);
    ask(accounts[0] as OverrideLayer[]);
    expect(made).toBe(258);
  });
});
