import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELLS } from './cells';
import type { LayerSays, PolicyInput } from './policy';
import { predict } from './predict';
import { resolve } from './resolve';
import { always, anyWorld, RUNS, shuffled } from './testing/arbitraries';
import { cellIn, enabledIn, saidIn, valuesOf } from './testing/fixtures';
import { A, allows, capable, SHEET, unsaid } from './testing/stripe-sheet';

/** What the layers say of a cell above Stripe's default, read straight off the input. */
function spokenIn(world: PolicyInput, cell: string): [layer: string, from: string, on: boolean][] {
  const overrides = world.overrides
    .filter((o) => o.cell === cell && (o.expiresAt === null || world.at < o.expiresAt))
    .map((o): [string, string, boolean] => ['override', o.changeId, o.setting === 'on']);
  const templates = world.templates.flatMap(({ key, settings }): [string, string, boolean][] =>
    Object.entries(settings)
      .filter(([name]) => name === cell)
      .map(([, setting]) => ['template', key, setting === 'on']),
  );
  return [...overrides, ...templates];
}

function sourceOf(says: LayerSays): [string, string, boolean] {
  if (says.layer === 'override') return ['override', says.changeId, says.value];
  return ['template', says.layer === 'template' ? says.template : '', says.value];
}

const sameText = (a: unknown, b: unknown) => expect(JSON.stringify(a)).toBe(JSON.stringify(b));

describe('layers', () => {
  it('decide from the top: override, template, nearest ancestor, default', () => {
    always((world, policy) => {
      const said = CELLS.map(({ cell }) => saidIn(policy, cell));
      expect(said.map((says) => says.slice(0, -1).map(sourceOf))).toEqual(
        CELLS.map(({ cell }) => spokenIn(world, cell)),
      );
      expect(new Set(said.map((says) => says.at(-1)?.layer))).toEqual(new Set(['stripe_default']));
    });
  });

  it('end in the default that Stripe documents', () => {
    always(({ traits }, policy) => {
      const values = valuesOf(policy);
      const cells = CELLS.filter(({ component }) => capable(component, traits));
      const expected = cells.map(({ cell, component, feature }) => {
        if (feature === null) return [cell, false];
        const row = SHEET[component]?.features[feature];
        return [cell, row && unsaid(row.default, traits, values[component]?.features ?? {})];
      });
      expect(cells.map(({ cell }) => [cell, saidIn(policy, cell).at(-1)?.value])).toEqual(expected);
    });
  });

  it('do not depend on the order of settings or of overrides', () => {
    const reordered = anyWorld.chain((world) =>
      fc.record({
        world: fc.constant(world),
        overrides: shuffled(world.overrides),
        settings: fc.tuple(
          ...world.templates.map(({ settings }) =>
            shuffled(Object.entries(settings)).map((pairs) => Object.fromEntries(pairs)),
          ),
        ),
      }),
    );
    fc.assert(
      fc.property(reordered, ({ world, overrides, settings }) => {
        const [first, ...rest] = world.templates.map((template, index) => ({
          ...template,
          settings: settings[index] ?? {},
        }));
        if (!first) throw new Error('A chain is never empty');
        sameText(resolve({ ...world, overrides, templates: [first, ...rest] }), resolve(world));
      }),
      RUNS,
    );
  });

  it('treat an expired override as none', () => {
    always((world, policy) => {
      const overrides = world.overrides.filter((o) => !o.expiresAt || world.at < o.expiresAt);
      sameText(resolve({ ...world, overrides }), policy);
    });
  });

  it('give back what the template says once an override is removed', () => {
    always((world, policy) => {
      const bare = resolve({ ...world, overrides: [] });
      for (const { cell } of CELLS) {
        expect(saidIn(bare, cell).some(({ layer }) => layer === 'override')).toBe(false);
      }
      for (const gone of world.overrides.slice(0, 4)) {
        const without = resolve({ ...world, overrides: world.overrides.filter((o) => o !== gone) });
        const rest = saidIn(policy, gone.cell).filter(({ layer }) => layer !== 'override');
        expect(saidIn(without, gone.cell)).toEqual(rest);
        const { layer, value } = cellIn(without, gone.cell);
        if (layer !== 'ceiling') expect(value).toBe(rest[0]?.value);
      }
    });
  });
});

describe('the ceiling', () => {
  it('is listed exactly where it changed a cell, and only changes what Stripe forbids', () => {
    always(({ traits }, policy) => {
      const changed = CELLS.filter(({ cell }) => cellIn(policy, cell).layer === 'ceiling');
      expect(policy.ceilings.map(({ cell }) => cell)).toEqual(changed.map(({ cell }) => cell));
      for (const { cell, component, feature } of changed) {
        const { value, lost } = cellIn(policy, cell);
        const limit = policy.ceilings.find((ceiling) => ceiling.cell === cell);
        expect(lost[0]?.value).toBe(!value);
        expect(limit).toMatchObject({ wanted: !value, used: value });
        expect(limit?.message).toMatch(/^[A-Z].+\.$/);
        const siblings = valuesOf(policy)[component]?.features ?? {};
        const condition = SHEET[component]?.features[feature ?? '']?.condition ?? null;
        const forbidden = !allows(condition, !value, traits, siblings);
        const dissent = enabledIn(policy).some(
          ([name, { features }]) =>
            features[A] === false &&
            !policy.ceilings.some(
              (other) =>
                other.cell === `${name}.${A}` && other.code === 'authentication_must_match',
            ),
        );
        const expected: Record<string, boolean> = {
          capability_missing: !capable(component, traits),
          requirement_collection_not_application: forbidden && capable(component, traits),
          dispute_management_off: forbidden,
          authentication_must_match: feature === A && !forbidden && dissent,
        };
        expect(expected[limit?.code ?? ''], `${cell}: ${limit?.code}`).toBe(true);
      }
    });
  });

  it('holds on disabled components too', () => {
    always(({ traits }, policy) => {
      for (const [name, { enabled, features }] of Object.entries(valuesOf(policy))) {
        if (!capable(name, traits)) {
          expect([enabled, ...Object.values(features)]).not.toContain(true);
          continue;
        }
        for (const [feature, { condition }] of Object.entries(SHEET[name]?.features ?? {})) {
          expect(allows(condition, features[feature] === true, traits, features)).toBe(true);
        }
      }
    });
  });
});

describe('resolving', () => {
  it('changes nothing that it is given, and gives the same again', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const before = structuredClone(world);
        const policy = resolve(world);
        predict(policy.send, world.traits);
        expect(world).toEqual(before);
        sameText(resolve(before), policy);
      }),
      RUNS,
    );
  });
});
