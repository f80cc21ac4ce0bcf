import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  asSystem,
  change,
  newAccount,
  newTemplate,
  patientDatabase,
  query,
} from '@/e2e/support/verbs';
import { traitsOf } from '@/lib/data/account-rows';
import { db } from '@/lib/db';
import { assign } from '@/lib/domain/rule-match';
import type { Rule, RuleCondition } from '@/lib/domain/rules';
import { anyAccount, anyRules, mirrorOf } from '../testing/rule-worlds';
import { reassignByRules } from './reassign-by-rules';

const ACCOUNTS = 40;
let templates: string[];

beforeAll(async () => {
  patientDatabase();
  templates = ['base', await newTemplate(), await newTemplate(), await newTemplate()];
});

/** What the mirror says of every account beside what the domain says it should. */
async function comparison(rules: Rule[], fallback: string) {
  const rows = await db().account.findMany({ orderBy: { id: 'asc' } });
  const line = (id: string, template: string, by: string) => `${id} ${template} ${by}`;
  return {
    kept: rows.map((row) => line(row.id, row.templateKey, row.assignedBy)),
    expected: rows.map((row) => {
      const own = assign(row.assignedTemplateKey, { rules, default: fallback }, traitsOf(row));
      return line(row.id, own.template, own.by);
    }),
  };
}

test('the database assigns templates just as the domain does', { timeout: 60_000 }, async () => {
  let byRule = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyAccount, { minLength: ACCOUNTS, maxLength: ACCOUNTS, size: 'max' }),
      fc.array(anyRules, { minLength: 2, maxLength: 2 }),
      async (accounts, versions) => {
        await change([{ op: 'rules.replace', rules: [], default: 'base' }]);
        await mirrorOf(accounts, templates);
        for (const { rules: drawn, fallback } of versions) {
          const keyOf = (index: number) => templates[index] ?? 'base';
          const rules = drawn.map(({ when, template }) => ({ when, template: keyOf(template) }));
          const edit = { op: 'rules.replace', rules, default: keyOf(fallback) };
          await change([edit], { context: asSystem() });
          const { kept, expected } = await comparison(rules, keyOf(fallback));
          expect(kept).toEqual(expected);
          byRule += kept.filter((line) => line.endsWith(' rule')).length;
        }
      },
    ),
    // Shrinking would ask the database hundreds of times more.
    { numRuns: 25, endOnFailure: true },
  );
  // Rules that match nothing would agree as well.
  expect(byRule).toBeGreaterThan(ACCOUNTS * 10);
});

describe('rules of more values than one statement has parameters', () => {
  const many = <T>(...values: [T, ...T[]]): T[] =>
    Array.from({ length: 250 }, (_, index) => values[index % values.length] ?? values[0]);

  test.each<[name: string, rules: number, when: RuleCondition]>([
    ['controllers', 40, { controller: many('other') }],
    ['capabilities', 270, { capability: many('one', 'two', 'three') }],
  ])('are taken: %s', async (_name, count, when) => {
    const account = await newAccount();
    const rules: Rule[] = [
      ...Array.from({ length: count }, () => ({ when, template: templates[1] ?? '' })),
      { when: { controller: ['express'] }, template: templates[2] ?? '' },
    ];
    expect(await reassignByRules(db(), { revision: 2, rules, default: 'base' })).toBeGreaterThan(0);
    expect(await query('SELECT template_key FROM account WHERE id = $1', [account])).toEqual([
      { template_key: templates[2] },
    ]);
  });
});
