import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiJson, joinedPieces } from './ascii-json';
import { CELLS, type Cell, cellsWith } from './cells';
import { type CompiledTemplate, compile, keptBy } from './compiled';
import type { PolicyInput, ResolvedPolicy } from './policy';
import { policyJson } from './policy-json';
import { decideSend, resolve, resolveWith } from './resolve';
import { anyTraits, anyWorld } from './testing/arbitraries';
import { AT, overrideOf, templateOf, traitsOf, worldOf } from './testing/fixtures';
import { plainResolve } from './testing/plain-resolve';

const PREVIEW = { apps: ['com.example.books', 'com.example.tax-tool'] };
const strays: Cell[] = [
  ...cellsWith(PREVIEW)
    .slice(CELLS.length)
    .map(({ cell }) => cell),
  'app_viewport.allowed_apps:com.example.gone' as Cell,
  'holograms.teleport' as Cell,
];

/** Worlds in which layers also speak of preview cells, offered or not, and of cells that are none. */
const anyWiderWorld: fc.Arbitrary<PolicyInput> = fc
  .record({
    world: anyWorld,
    preview: fc.constantFrom(undefined, null, PREVIEW, { apps: [] }),
    said: fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      {
        weight: 2,
        arbitrary: fc.dictionary(
          fc.constantFrom<string>(...strays),
          fc.constantFrom('on' as const, 'off' as const),
        ),
      },
    ),
    overridden: fc.oneof(fc.constant<Cell[]>([]), fc.subarray(strays, { maxLength: 3 })),
    twice: fc.boolean(),
  })
  .map(({ world, preview, said, overridden, twice }) => {
    const [first, ...rest] = world.templates;
    const [again] = world.overrides;
    return {
      ...world,
      ...(preview !== undefined && { preview }),
      templates: [{ ...first, settings: { ...said, ...first.settings } }, ...rest],
      overrides: [
        ...world.overrides,
        ...overridden.map((cell) => overrideOf(cell, 'on', { changeId: '"\u2028’' })),
        ...(twice && again ? [{ ...again, changeId: 'chg_again', expiresAt: null }] : []),
      ],
    };
  });

/** Some accounts of one template, one after the other. */
const manyAccounts = fc
  .tuple(anyWiderWorld, fc.array(fc.tuple(anyTraits, anyWorld), { minLength: 1, maxLength: 3 }))
  .map(([world, others]): [PolicyInput, ...PolicyInput[]] => [
    world,
    ...others.flatMap(([traits, { overrides, at }]) => [
      { ...world, traits, overrides: [] },
      { ...world, traits, overrides, at },
      { ...world, overrides, at },
    ]),
  ]);

const text = (value: unknown) => JSON.stringify(value);

function check(compiled: CompiledTemplate, world: PolicyInput): ResolvedPolicy {
  const wanted = plainResolve(world);
  const found = resolveWith(compiled, world);
  expect(text(found)).toBe(text(wanted));
  expect(joinedPieces(policyJson(compiled, world))).toBe(asciiJson(wanted));
  const { send, ceilings, template } = decideSend(compiled, world);
  const { key, revision } = wanted.template;
  expect(text({ send, ceilings, template })).toBe(
    text({ send: wanted.send, ceilings: wanted.ceilings, template: { key, revision } }),
  );
  return found;
}

/** Everything in a value that is an object, also what is in these. */
function partsOf(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(partsOf)];
}

describe('a compiled chain', () => {
  it('gives each account what working it out plainly gives, whoever came before', () => {
    fc.assert(
      fc.property(manyAccounts, (worlds) => {
        const compiled = compile(worlds[0].templates, worlds[0].preview);
        for (const world of worlds) check(compiled, world);
        check(compiled, worlds[0]);
      }),
      { numRuns: 40 },
    );
  });

  it('is what resolve goes through', () => {
    fc.assert(
      fc.property(anyWiderWorld, (world) => {
        expect(text(resolve(world))).toBe(text(plainResolve(world)));
      }),
      { numRuns: 100 },
    );
  });

  it('is not altered by altering what it was made of', () => {
    const settings: Record<string, 'on' | 'off'> = { payments: 'on' };
    const layer = templateOf(settings);
    const compiled = compile([layer]);
    settings.payouts = 'on';
    layer.revision = 99;
    const world = worldOf(traitsOf('custom'), { payments: 'on' });
    expect(resolveWith(compiled, world)).toEqual(plainResolve(world));
  });

  it.each([
    [-1, false],
    [0, false],
    [1, true],
  ])('hears an override that ends %i ms after the moment: %s', (ms, heard) => {
    const compiled = compile([templateOf({ payments: 'on' })]);
    const override = overrideOf('payouts', 'on', { expiresAt: new Date(+AT + ms) });
    const world = worldOf(traitsOf('custom'), { payments: 'on' }, { overrides: [override] });
    expect(Object.keys(check(compiled, world).send)).toEqual(
      heard ? ['payments', 'payouts'] : ['payments'],
    );
  });

  it('keeps what a mint sends by the cells that overrides have on and off, for as long as they do', () => {
    const compiled = compile([templateOf({ payments: 'on' })]);
    const { overrides: _, ...traitsAndTime } = worldOf(traitsOf('custom'), { payments: 'on' });
    const decided = (...overrides: ReturnType<typeof overrideOf>[]) =>
      decideSend(compiled, { ...traitsAndTime, overrides });
    const on = overrideOf('payouts', 'on', { changeId: 'chg_a', expiresAt: new Date(+AT + 1) });
    const likewise = overrideOf('payouts', 'on', { changeId: 'chg_b', note: 'Another reason' });
    const off = overrideOf('payments', 'off');
    const ended = overrideOf('payments', 'off', { expiresAt: AT });
    expect(decided(on).send).toBe(decided(likewise, ended).send);
    expect(Object.keys(decided(on).send)).toEqual(['payments', 'payouts']);
    expect(Object.keys(decided(on, off).send)).toEqual(['payouts']);
    expect(Object.keys(decided(ended).send)).toEqual(['payments']);
    expect(Object.isFrozen(decided(on, off).send.payouts)).toBe(true);
  });

  it('lets overrides bring sign-in back for all, and lose it again', () => {
    const A = 'disable_stripe_user_authentication';
    const settings = {
      payouts: 'on',
      balances: 'on',
      [`payouts.${A}`]: 'on',
      [`balances.${A}`]: 'on',
    } as const;
    const compiled = compile([templateOf(settings)]);
    const own = (...overrides: Cell[]) =>
      check(
        compiled,
        worldOf(traitsOf('custom'), settings, {
          overrides: overrides.map((cell) => overrideOf(cell, 'off')),
        }),
      ).ceilings.map(({ cell }) => cell);
    expect(own()).not.toContain(`payouts.${A}`);
    expect(own(`balances.${A}` as Cell)).toContain(`payouts.${A}`);
    expect(own(`balances.${A}` as Cell, 'balances')).not.toContain(`payouts.${A}`);
    expect(own()).not.toContain(`payouts.${A}`);
  });
});

describe('what accounts share', () => {
  it('is frozen throughout, and is one thing', () => {
    fc.assert(
      fc.property(anyWiderWorld, (world) => {
        const compiled = compile(world.templates, world.preview);
        const one = resolveWith(compiled, { ...world, overrides: [] });
        const two = resolveWith(compiled, { ...world, overrides: [], account: 'acct_2' });
        const { components, ceilings, advice, send, template } = one;
        for (const part of partsOf({ components, ceilings, advice, send, template }).slice(1)) {
          expect(Object.isFrozen(part)).toBe(true);
        }
        expect(two.components).toBe(components);
        expect(two.send).toBe(send);
        // With overrides only what they touch is the account's own.
        const own = partsOf(resolveWith(compiled, world));
        const shared = new Set(partsOf(one));
        for (const part of own) if (shared.has(part)) expect(Object.isFrozen(part)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('stays within its bounds, however many kinds of accounts there are', () => {
    fc.assert(
      fc.property(
        anyWiderWorld,
        fc.array(anyTraits, { minLength: 300, maxLength: 300 }),
        (world, all) => {
          const compiled = compile(world.templates, world.preview);
          for (const traits of all) {
            policyJson(compiled, { ...world, traits });
            policyJson(compiled, { ...world, traits, overrides: [] });
          }
          const kept = keptBy(compiled);
          expect(kept.policies).toBeLessThanOrEqual(64);
          expect(kept.texts).toBeLessThanOrEqual(8);
          expect(kept.components).toBeLessThanOrEqual(8 * compiled.plan.components.length);
        },
      ),
      { numRuns: 3 },
    );
  });
});
