import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PREVIEW_COMPONENTS } from './catalog';
import { describeCatalog } from './catalog/describe';
import { CELLS, cellsOf, cellsSaid, cellsWith } from './cells';
import { impactOf } from './impact';
import { openCells } from './layers';
import { decisionOf, type PolicyInput } from './policy';
import { readQuestion } from './question';
import { resolve } from './resolve';
import { requireKnown } from './send';
import { anyWorld, RUNS } from './testing/arbitraries';
import { overrideOf } from './testing/fixtures';
import { app, BOOKS, PREVIEW, resolved, TAX } from './testing/previews';

const previewCells = cellsWith(PREVIEW).slice(CELLS.length);

/** A world in which layers also say something of preview cells. */
const anyPreviewWorld: fc.Arbitrary<PolicyInput> = fc
  .tuple(
    anyWorld,
    fc.dictionary(
      fc.constantFrom(...previewCells.map(({ cell }): string => cell)),
      fc.constantFrom('on' as const, 'off' as const),
    ),
    fc.subarray(previewCells.map(({ cell }) => cell)),
  )
  .map(([world, said, overridden]) => {
    const [first, ...rest] = world.templates;
    return {
      ...world,
      templates: [{ ...first, settings: { ...first.settings, ...said } }, ...rest],
      overrides: [...world.overrides, ...overridden.map((cell) => overrideOf(cell, 'on'))],
    };
  });

const without = (world: PolicyInput): PolicyInput => {
  const plain = (settings: object) =>
    Object.fromEntries(
      Object.entries(settings).filter(([cell]) => CELLS.some((c) => c.cell === cell)),
    );
  const [first, ...rest] = world.templates.map((t) => ({ ...t, settings: plain(t.settings) }));
  if (!first) throw new Error('No template.');
  return {
    ...world,
    templates: [first, ...rest],
    overrides: world.overrides.filter(({ cell }) => CELLS.some((c) => c.cell === cell)),
  };
};

describe('an installation that has not opted in', () => {
  it('resolves as if preview settings were not there, and tells of each of them', () => {
    fc.assert(
      fc.property(anyPreviewWorld, (world) => {
        const { advice, ...policy } = resolve(world);
        const { advice: usual, ...plain } = resolve(without(world));
        expect(policy).toEqual(plain);
        expect(Object.keys(policy.components)).toHaveLength(25);
        const told = advice.filter(({ code }) => code === 'preview_not_offered');
        expect(advice.filter((one) => !told.includes(one))).toEqual(usual);
        const said = cellsSaid(...world.templates.map((t) => t.settings)).slice(CELLS.length);
        expect(told.map(({ cell }) => cell)).toEqual(
          expect.arrayContaining(said.map(({ cell }) => cell)),
        );
        for (const { message } of told) expect(message).toContain('STRIPE_PREVIEW_COMPONENTS=true');
      }),
      RUNS,
    );
  });

  it('has the same cells, words and catalog as ever', () => {
    expect(cellsWith(null)).toBe(CELLS);
    expect(cellsSaid({ payments: 'on' })).toBe(CELLS);
    expect(cellsOf(resolved({}, null).components)).toBe(CELLS);
    expect(Object.keys(describeCatalog().components)).toHaveLength(25);
    expect(JSON.stringify(describeCatalog())).not.toContain('preview');
    expect(readQuestion('recipients').cells).toEqual([]);
    expect(() => requireKnown(['recipients'], null)).toThrow('There is no component "recipients".');
  });
});

describe('an installation that has opted in', () => {
  it('resolves all else as without, and every preview cell by its layers alone', () => {
    fc.assert(
      fc.property(anyPreviewWorld, (world) => {
        const policy = resolve({ ...world, preview: PREVIEW });
        const plain = resolve(without(world));
        expect(policy.components).toMatchObject(plain.components);
        expect(policy.ceilings).toEqual(plain.ceilings);
        expect(policy.send).toMatchObject(plain.send);
        expect(cellsOf(policy.components)).toEqual(cellsWith(PREVIEW));
        for (const { cell, component, feature } of previewCells) {
          const says =
            world.overrides.find((one) => one.cell === cell)?.setting ??
            world.templates.find(({ settings }) => settings[cell])?.settings[cell];
          expect(decisionOf(policy, component, feature)?.value).toBe(says === 'on');
        }
      }),
      RUNS,
    );
  });

  it('sends the list of apps that are on, and leaves a component without any out', () => {
    const on = resolved({ app_install: 'on', [app('app_install', TAX)]: 'on', recipients: 'on' });
    expect(on.send).toEqual({
      recipients: { enabled: true },
      app_install: { enabled: true, features: { allowed_apps: [TAX] } },
    });
    const empty = resolved({ app_install: 'on', [app('app_install', TAX)]: 'off' });
    expect(empty.send).toEqual({});
    expect(empty.advice).toContainEqual(
      expect.objectContaining({ cell: 'app_install', code: 'no_allowed_apps' }),
    );
  });

  it('tells of an app that is kept and no longer offered', () => {
    const gone = resolved({ [app('app_viewport', 'com.example.gone')]: 'on' });
    expect(gone.components.app_viewport?.features).not.toHaveProperty(
      'allowed_apps:com.example.gone',
    );
    expect(gone.advice[0]?.message).toContain('add it to STRIPE_PREVIEW_APPS');
  });

  it('marks previews in the catalog, with the apps as features', () => {
    const { components, previewApiVersion } = describeCatalog(PREVIEW);
    expect(previewApiVersion).toBe('2026-10-28.endive; embedded_connect_beta=v2');
    const marked = Object.entries(components).filter(([, entry]) => entry.preview);
    expect(marked.map(([name]) => name)).toEqual(PREVIEW_COMPONENTS);
    expect(Object.keys(components.app_install?.features ?? {})).toEqual([
      `allowed_apps:${BOOKS}`,
      `allowed_apps:${TAX}`,
    ]);
  });

  it('counts them in impact, and only then', () => {
    const state = (settings: Record<string, 'on' | 'off'>) =>
      new Map([
        ['base', { key: 'base', revision: 1, name: 'B', extends: null, archived: false, settings }],
      ]);
    const sides = {
      before: state({}),
      after: state({ recipients: 'on', [app('app_install', BOOKS)]: 'on' }),
    };
    const traits = {
      platformCollectsRequirements: true,
      stripeBearsLosses: true,
      treasury: false,
      cardIssuing: false,
    };
    const side = { template: 'base', overrides: {} };
    const classes = [{ traits, accounts: 7, before: side, after: side }];
    const { cells, flipping } = impactOf(classes, { ...sides, preview: PREVIEW });
    expect(flipping).toBe(7);
    expect(cells.map(({ cell, on }) => [cell, on])).toEqual([
      ['recipients', 7],
      [app('app_install', BOOKS), 7],
    ]);
    expect(impactOf(classes, { ...sides })).toMatchObject({ flipping: 0, cells: [] });
  });

  it('finds them by words', () => {
    expect(readQuestion('why no loan offer', PREVIEW).cells[0]?.cell).toBe(
      'capital_financing_promotion',
    );
    expect(readQuestion('recipients', PREVIEW).cells[0]?.cell).toBe('recipients');
  });

  it('counts as open what is on, whether or not it is offered', () => {
    expect(openCells({ app_install: 'on', [app('app_install', BOOKS)]: 'on' })).toContain(
      app('app_install', BOOKS),
    );
    expect(openCells({ [app('app_install', BOOKS)]: 'on' }).size).toBe(0);
  });
});
