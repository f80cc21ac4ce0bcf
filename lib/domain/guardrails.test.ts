import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Guardrail, guardrail } from './governance';
import {
  type Breach,
  breachesOfAccount,
  breachesOfTemplates,
  breachProblem,
  newBreaches,
} from './guardrails';
import { parse } from './parse';
import { resolve } from './resolve';
import type { TemplateState, World } from './state';
import { traitsOf, valuesOf, worldOf } from './testing/fixtures';
import { anyPopulation, inputOf, SOME_CELLS } from './testing/populations';
import { templateState } from './testing/worlds';
import type { Traits } from './traits';

const never = fc.uniqueArray(
  fc.record({ cell: fc.constantFrom(...SOME_CELLS), is: fc.constantFrom('on', 'off') }),
  { selector: ({ cell }) => cell, minLength: 1, maxLength: 4 },
);

const some = <T>(...values: T[]) =>
  fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });
const condition = fc
  .record({
    country: some('US', 'DE'),
    tag: some('vip', 'beta', 'pilot'),
    lossesBy: some('platform' as const, 'stripe' as const),
    template: some('base', 'retail', 'outlet', 'german', 'spare'),
  })
  .map((when) => JSON.parse(JSON.stringify(when)) as Guardrail['of']);

const anyGuardrail: fc.Arbitrary<Guardrail> = fc
  .record({
    name: fc.constantFrom('One', 'Two', 'Three'),
    of: fc.oneof(
      fc.constantFrom('base', 'retail', 'german', 'nowhere').map((template) => ({ template })),
      condition.map((accounts) => ({ accounts })),
    ),
    never,
  })
  .map((drawn) => parse(guardrail, drawn));

/** The conditions read aloud. */
function isMeant(when: Record<string, string[]>, traits: Traits, template: string): boolean {
  return Object.entries(when).every(([what, values]) =>
    values.some((value) => {
      if (what === 'country') return traits.country === value;
      if (what === 'tag') return traits.tags.includes(value);
      if (what === 'template') return template === value;
      return value === (traits.lossesPayments === 'application' ? 'platform' : 'stripe');
    }),
  );
}

/** What a template says of a cell, asked of it and then of its parents. */
function said(templates: World['templates'], key: string | null, cell: string): string | undefined {
  const template = key === null ? undefined : templates.get(key);
  if (!template) return undefined;
  const own = Object.entries(template.settings).find(([name]) => name === cell)?.[1];
  return own ?? said(templates, template.extends, cell);
}

const plain = ({ guardrail: name, of, cell, is }: Breach) =>
  `${name} ${of.kind} ${of.id} ${cell} ${is}`;

describe('breaches', () => {
  it('are those that going through everything finds', () => {
    const found = { template: 0, account: 0 };
    fc.assert(
      fc.property(
        anyPopulation,
        fc.array(anyGuardrail, { minLength: 1, maxLength: 4 }),
        ({ world, traits }, all) => {
          const expected: string[] = [];
          const actual = breachesOfTemplates(world.templates, all);
          for (const state of world.accounts.values()) {
            const own = { ...(traits.get(state.account) ?? traitsOf('custom')), tags: state.tags };
            const input = inputOf(world, state, own);
            const policy = resolve(input);
            const template = input.templates[0].key;
            actual.push(
              ...breachesOfAccount(
                { id: state.account, name: 'Shop', traits: own, template, policy },
                all,
              ),
            );
            for (const { name, of, never: values } of all) {
              if (
                'template' in of ||
                !isMeant(of.accounts as Record<string, string[]>, own, template)
              )
                continue;
              for (const { cell, is } of values) {
                const [component = '', feature] = cell.split('.');
                const { enabled, features } = valuesOf(policy)[component] ?? {
                  enabled: false,
                  features: {},
                };
                const value =
                  feature === undefined ? enabled : enabled ? features[feature] : undefined;
                if (value === (is === 'on'))
                  expected.push(`${name} account ${state.account} ${cell} ${is}`);
              }
            }
          }
          for (const { name, of, never: values } of all) {
            if (!('template' in of)) continue;
            for (const { cell, is } of values) {
              if (said(world.templates, of.template, cell) === is) {
                expected.push(`${name} template ${of.template} ${cell} ${is}`);
              }
            }
          }
          expect(actual.map(plain).sort()).toEqual(expected.sort());
          for (const { of } of actual) found[of.kind] += 1;
        },
      ),
      { numRuns: 80 },
    );
    expect(Math.min(found.template, found.account)).toBeGreaterThan(0);
  }, 30_000);

  it('of archived templates do not matter', () => {
    const rail = parse(guardrail, {
      name: 'A',
      of: { template: 'base' },
      never: [{ cell: 'payments', is: 'on' }],
    });
    const breaches = (more: Partial<TemplateState>) => {
      const base = templateState('base', { settings: { payments: 'on' }, ...more });
      return breachesOfTemplates(new Map([['base', base]]), [rail]);
    };
    expect(breaches({})).toEqual([
      {
        guardrail: 'A',
        of: { kind: 'template', id: 'base', name: 'Base' },
        cell: 'payments',
        is: 'on',
      },
    ]);
    expect(breaches({ archived: true })).toEqual([]);
  });

  it('of features count while their component is enabled, after the ceiling', () => {
    const rail = parse(guardrail, {
      name: 'No refunds',
      of: { accounts: {} },
      never: [
        { cell: 'payments.refund_management', is: 'on' },
        { cell: 'issuing_card', is: 'on' },
      ],
    });
    const cells = (settings: object) => {
      const traits = traitsOf('express');
      const policy = resolve(worldOf(traits, settings));
      return breachesOfAccount({ id: 'acct_1', name: 'Shop', traits, template: 'retail', policy }, [
        rail,
      ]).map(({ cell }) => cell);
    };
    expect(cells({ 'payments.refund_management': 'on' })).toEqual([]);
    expect(cells({ payments: 'on' })).toEqual(['payments.refund_management']);
    expect(cells({ payments: 'on', 'payments.refund_management': 'off' })).toEqual([]);
    expect(cells({ issuing_card: 'on' })).toEqual([]);
  });

  it('are new only where the same one was not there before', () => {
    const breach = (id: string, more: Partial<Breach> = {}): Breach => ({
      guardrail: 'A',
      of: { kind: 'account', id, name: 'Shop' },
      cell: 'payments',
      is: 'on',
      ...more,
    });
    const known = [breach('acct_1')];
    const renamed = {
      ...breach('acct_1'),
      of: { kind: 'account' as const, id: 'acct_1', name: 'Renamed' },
    };
    expect(newBreaches(known, [renamed])).toEqual([]);
    const fresh = [
      breach('acct_2'),
      breach('acct_1', { cell: 'payouts' }),
      breach('acct_1', { guardrail: 'B' }),
    ];
    expect(newBreaches(known, [...known, ...fresh])).toEqual(fresh);
    expect(newBreaches(known, [])).toEqual([]);
  });

  it('are told with the first of them and how many there are', () => {
    const one: Breach = {
      guardrail: 'No refunds',
      of: { kind: 'account', id: 'acct_1', name: 'Corner Shop' },
      cell: 'payments',
      is: 'on',
    };
    expect(breachProblem([one]).message).toBe(
      'The guardrail "No refunds" does not let payments be on for the account "Corner Shop".',
    );
    const many = breachProblem([one, ...Array.from({ length: 99 }, () => one)]);
    expect(many.message).toMatch(/ There are 99 more breaches\.$/);
    expect([many.members.breaches.length, many.members.total]).toEqual([20, 100]);
  });
});
