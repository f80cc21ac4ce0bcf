import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  asSystem,
  change,
  NOW,
  newAccount,
  newTemplate,
  patientDatabase,
  query,
} from '@/e2e/support/verbs';
import { traitsOf } from '@/lib/data/account-rows';
import { db } from '@/lib/db';
import { assign, type Rule, type RuleCondition } from '@/lib/domain/rules';
import { CONTROLLER_KINDS } from '@/lib/domain/traits';
import { reassignByRules } from './reassign-by-rules';

const ACCOUNTS = 40;
let templates: string[];

beforeAll(async () => {
  patientDatabase();
  templates = ['base', await newTemplate(), await newTemplate(), await newTemplate()];
});

const EMAILS = [
  null,
  '',
  'nobody',
  'shop.example',
  'a@',
  '@shop.example',
  'a@shop.example',
  'A@SHOP.EXAMPLE',
  'a@b@shop.example',
  'shop.example@other.example',
  'a@sub.shop.example',
  'a@shop.example ',
  'a@shop.example\n',
  'a\n@shop.example',
  // Capitals that become ASCII's small letters for some: Kelvin's sign and the dotted I.
  'a@\u212Aiosk.example',
  'a@\u0130nfo.example',
  'a@kiosk.example',
  'a@INFO.example',
  'a@s\u00dcd.example',
  '%@_',
  "a@o'shop.example",
];
const DOMAINS = ['shop.example', 'kiosk.example', 'info.example', 'example', 'b', '-'];
const SIDES = [null, 'application', 'stripe', 'somebody_new', ''];
const TAGS = ['vip', 'beta', 'a b', "o'clock", '%', '{x,y}', '"'];
const CAPABILITIES = ['card_issuing', 'treasury', 'constructor', 'x'];
const COUNTRIES = ['DE', 'US', 'FR', 'ZZ'];

const anyAccount = fc.record({
  email: fc.constantFrom(...EMAILS),
  country: fc.constantFrom(null, ...COUNTRIES),
  dashboardType: fc.constantFrom(null, 'none', 'express', 'full', 'hologram'),
  lossesPayments: fc.constantFrom(...SIDES),
  requirementCollection: fc.constantFrom(...SIDES),
  capabilities: fc.dictionary(
    fc.constantFrom(...CAPABILITIES),
    fc.constantFrom('active', 'inactive', 'Active', ''),
    { maxKeys: 3 },
  ),
  tags: fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 3 }),
  explicit: fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.nat(3) },
  ),
});

const some = <T>(...values: T[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });

const CONDITIONS = {
  country: some(...COUNTRIES),
  controller: some(...CONTROLLER_KINDS),
  capability: some(...CAPABILITIES),
  tag: some(...TAGS),
  emailDomain: some(...DOMAINS),
};

/** Conditions of one part mostly: one of many parts hardly ever matches, and tells nothing. */
const anyCondition: fc.Arbitrary<RuleCondition> = fc
  .tuple(
    fc.record(CONDITIONS),
    fc.shuffledSubarray(Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[], { minLength: 1 }),
    fc.constantFrom(1, 1, 1, 2, 2, 5),
  )
  .map(([all, parts, most]) =>
    Object.fromEntries(parts.slice(0, most).map((part) => [part, all[part]])),
  );

const anyRules = fc.record({
  rules: fc.array(fc.record({ when: anyCondition, template: fc.nat(3) }), {
    minLength: 1,
    maxLength: 6,
    size: 'max',
  }),
  fallback: fc.nat(3),
});

type Drawn = typeof anyAccount extends fc.Arbitrary<infer T> ? T : never;

/** Fills the mirror with exactly these accounts; those without an explicit template are on `base`. */
async function mirror(drawn: readonly Drawn[]): Promise<void> {
  await db().account.deleteMany();
  await db().account.createMany({
    data: drawn.map(({ explicit, ...facts }, index) => {
      const template = explicit === null ? null : (templates[explicit] ?? 'base');
      return {
        id: `acct_${index}`,
        name: `Shop ${index}`,
        ...facts,
        detailsSubmitted: true,
        syncedAt: NOW,
        assignedTemplateKey: template,
        templateKey: template ?? 'base',
        assignedBy: template === null ? ('default' as const) : ('explicit' as const),
      };
    }),
  });
}

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
        await mirror(accounts);
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
