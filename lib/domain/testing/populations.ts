import fc from 'fast-check';
import { applyEdits, type Effect } from '../apply-edits';
import { CELLS, type Cell } from '../cells';
import type { Edit } from '../edits';
import { AppError } from '../errors';
import type { PolicyInput, TemplateLayer } from '../policy';
import { assign } from '../rule-match';
import type { Rules } from '../rules';
import type { DecidedSetting, Setting } from '../settings';
import type { AccountState, OverrideState, TemplateState, World } from '../state';
import { chainOf } from '../template-use';
import type { Traits } from '../traits';
import { worldAfter } from '../world-after';
import { AT, traitsOf } from './fixtures';
import { accountState, CHANGE_ID, templateState } from './worlds';

/** Cells that meet often: switches, features that others follow, and features that Stripe limits. */
export const SOME_CELLS: readonly Cell[] = CELLS.map(({ cell }) => cell).filter((cell) =>
  /^(payments|payouts|balances|issuing_card)(\.|$)/.test(cell),
);

const KEYS = ['base', 'retail', 'outlet', 'german', 'spare'];
const TAGS = ['vip', 'beta', 'pilot'];
const IDS = ['acct_1', 'acct_2', 'acct_3', 'acct_4', 'acct_5', 'acct_6'];
const HOUR = 3_600_000;

const decided = fc.constantFrom<DecidedSetting[]>('on', 'off');
const cell = fc.constantFrom(...SOME_CELLS);

function byCell<T>(value: fc.Arbitrary<T>, most: number): fc.Arbitrary<Partial<Record<Cell, T>>> {
  return fc
    .uniqueArray(fc.tuple(cell, value), {
      selector: ([name]) => name,
      maxLength: most,
      size: 'max',
    })
    .map((pairs) => Object.fromEntries(pairs) as Partial<Record<Cell, T>>);
}

const expiry = fc
  .constantFrom(null, 1, 1, 48)
  .map((hours) => (hours === null ? null : new Date(AT.getTime() + hours * HOUR)));

const override: fc.Arbitrary<OverrideState> = fc.record({
  setting: decided,
  note: fc.constantFrom(null, 'Agreed', 'Risk'),
  expiresAt: expiry,
  decidedAt: fc.constant(new Date(AT.getTime() - HOUR)),
  changeId: fc.constantFrom('chg_a', 'chg_b'),
});

/** Templates of which each extends one before it, or none, so that there is no cycle. */
const templates: fc.Arbitrary<TemplateState[]> = fc.tuple(
  ...KEYS.map((key, index) =>
    fc
      .record({ settings: byCell(decided, 10), parent: fc.nat(index) })
      .map(({ settings, parent }) =>
        templateState(key, { settings, extends: parent < index ? (KEYS[parent] ?? null) : null }),
      ),
  ),
);

const someTags = fc.subarray(TAGS);
const key = fc.constantFrom(...KEYS);

const account = (id: string): fc.Arbitrary<AccountState> =>
  fc
    .record({
      template: fc.option(key),
      tags: someTags,
      overrides: byCell(override, 8),
    })
    .map((more) => accountState(id, more));

const rule = fc.record({
  when: fc.oneof(
    fc.constantFrom(...TAGS).map((tag) => ({ tag: [tag] })),
    fc.constantFrom('US', 'DE').map((country) => ({ country: [country] })),
  ),
  template: key,
});
const rules = fc.record({ rules: fc.array(rule, { maxLength: 3 }), default: key });

/** A platform with everything that decides the policy of each of its accounts. */
export interface Population {
  world: World;
  traits: Map<string, Traits>;
}

const traits: fc.Arbitrary<Traits> = fc
  .record({
    kind: fc.constantFrom('custom' as const, 'express' as const, 'standard' as const),
    country: fc.constantFrom('US', 'DE'),
    issuing: fc.constantFrom('active', 'pending'),
  })
  .map(({ kind, country, issuing }) =>
    traitsOf(kind, { country, capabilities: { card_issuing: issuing } }),
  );

export const anyPopulation: fc.Arbitrary<Population> = fc
  .record({
    templates,
    accounts: fc.tuple(...IDS.map(account)),
    traits: fc.tuple(...IDS.map(() => traits)),
    rules,
  })
  .map((drawn) => {
    const assigned = new Map<string, number>();
    for (const { template } of drawn.accounts) {
      if (template !== null) assigned.set(template, (assigned.get(template) ?? 0) + 1);
    }
    return {
      world: {
        templates: new Map(drawn.templates.map((template) => [template.key, template])),
        accounts: new Map(drawn.accounts.map((state) => [state.account, state])),
        rules: { revision: 1, ...drawn.rules },
        approvals: { revision: 1, rules: [] },
        guardrails: { revision: 1, guardrails: [] },
        assigned,
      },
      traits: new Map(drawn.traits.map((own, index) => [IDS[index] ?? '', own])),
    };
  });

const setting = fc.constantFrom<Setting[]>('on', 'off', 'inherit');
const id = fc.constantFrom(...IDS);

const parent = fc.constantFrom(undefined, undefined, undefined, null, ...KEYS);

const templateEdit: fc.Arbitrary<Edit> = fc
  .record({
    key,
    name: fc.option(fc.constantFrom('One', 'Two'), { nil: undefined }),
    extends: parent,
    set: fc.option(byCell(setting, 5), { nil: undefined }),
  })
  .map((more) => ({ op: 'template.update', ...more }));

const overrideEdit: fc.Arbitrary<Edit> = fc
  .record({
    account: id,
    set: byCell(setting, 6).filter((set) => Object.keys(set).length > 0),
    expiresAt: expiry,
    note: fc.constantFrom(null, 'Agreed', 'New'),
  })
  .map((more) => ({ op: 'account.override', ...more }));

const assignEdit: fc.Arbitrary<Edit> = fc
  .record({ account: id, template: fc.option(key) })
  .map((more) => ({ op: 'account.assign', ...more }));

const tagEdit: fc.Arbitrary<Edit> = fc
  .record({ account: id, tags: fc.subarray(TAGS, { minLength: 1 }), add: fc.boolean() })
  .map(({ account: to, tags, add }) => ({
    op: 'account.tag',
    account: to,
    ...(add ? { add: tags } : { remove: tags }),
  }));

const rulesEdit: fc.Arbitrary<Edit> = rules.map((more) => ({ op: 'rules.replace', ...more }));

/** Edits that take nothing out of use for good. */
export const anyEdits: fc.Arbitrary<Edit[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: templateEdit },
    { weight: 3, arbitrary: overrideEdit },
    { weight: 2, arbitrary: assignEdit },
    { weight: 2, arbitrary: tagEdit },
    { weight: 1, arbitrary: rulesEdit },
  ),
  { minLength: 1, maxLength: 6, size: 'max' },
);

/** Those of the edits that can be made one after the other, with what they do and what comes of it. */
export function changed(
  world: World,
  edits: readonly Edit[],
  now: Date = AT,
): { edits: Edit[]; effects: Effect[]; after: World } {
  const context = { now, changeId: CHANGE_ID };
  const good: Edit[] = [];
  for (const one of edits) {
    try {
      applyEdits(world, [...good, one], context);
      good.push(one);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  const effects = applyEdits(world, good, context);
  return { edits: good, effects, after: worldAfter(world, effects) };
}

/** What decides one account's policy, as the data layer reads it. */
export function inputOf(
  world: World,
  state: AccountState,
  own: Traits,
  at: Date = AT,
): PolicyInput {
  const given = { ...own, tags: state.tags };
  const rulesInForce: Rules = world.rules;
  const { template, by } = assign(state.template, rulesInForce, given);
  const [first, ...rest]: TemplateLayer[] = chainOf(world.templates, template);
  if (!first) throw new Error(`There is no template ${template}.`);
  return {
    account: state.account,
    at,
    traits: given,
    assignedBy: by,
    templates: [first, ...rest],
    overrides: (Object.entries(state.overrides) as [Cell, OverrideState][]).map(([name, one]) => ({
      cell: name,
      ...one,
    })),
  };
}
