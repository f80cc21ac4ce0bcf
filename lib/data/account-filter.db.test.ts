import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { as, change, later, MINUTE, NOW, newTemplate, query } from '@/e2e/support/verbs';
import { db } from '@/lib/db';
import { ceilingTraits } from '@/lib/domain/account-class';
import { LIMITING_CLASSES } from '@/lib/domain/alone';
import { CONTROLLER_KINDS, controllerKind } from '@/lib/domain/traits';
import { type AccountFilter, askedBy } from './account-filter';
import { traitsOf } from './account-rows';
import { countAccounts, listAccounts } from './accounts';

// Filters are said in two ways, one to ask of an account and one to look accounts up by. Both must
// mean what the words of the filter mean, here written out once more in the plainest way.

const SIDES = [null, 'application', 'stripe', 'somebody_new'];
const TAGS = ['vip', 'beta', 'a b', '%', 'Größe'];
const CAPABILITIES = ['treasury', 'card_issuing', 'x', "o'clock"];
const COUNTRIES = ['DE', 'US', 'FR'];
const WORDS = ['Alpine', 'vip', 'ba', 'shop', '%', 'größe', 'acct_Any1', 'x'];

let templates: string[];

const anyAccount = fc.record({
  name: fc.constantFrom('Alpine Bakery', 'Small Bar', 'vip lounge', 'Größe 100%', 'Cuba'),
  email: fc.constantFrom(null, 'owner@shop.example', 'bar@alpine.example'),
  country: fc.constantFrom(null, ...COUNTRIES),
  dashboardType: fc.constantFrom(null, 'none', 'express', 'full', 'hologram'),
  lossesPayments: fc.constantFrom(...SIDES),
  requirementCollection: fc.constantFrom(...SIDES),
  capabilities: fc.dictionary(
    fc.constantFrom(...CAPABILITIES),
    fc.constantFrom('active', 'inactive', 'Active'),
    { maxKeys: 3 },
  ),
  tags: fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 3 }),
  disconnectedAt: fc.constantFrom(null, null, NOW),
  templateKey: fc.nat(2),
  override: fc.constantFrom('none', 'none', 'lasting', 'expiring', 'expired'),
});
type Drawn = typeof anyAccount extends fc.Arbitrary<infer T> ? T : never;

/** Filters ask for one thing or two mostly: one of many things hardly ever finds anything. */
const maybe = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const anyFilter = fc.record({
  q: maybe(fc.constantFrom(...WORDS)),
  template: maybe(fc.nat(2)),
  country: maybe(fc.constantFrom(...COUNTRIES)),
  controller: maybe(fc.constantFrom(...CONTROLLER_KINDS)),
  capability: maybe(fc.constantFrom(...CAPABILITIES)),
  tag: maybe(fc.constantFrom(...TAGS)),
  deviating: maybe(fc.boolean()),
  expiring: maybe(fc.boolean()),
  disconnected: maybe(fc.boolean()),
});

beforeAll(async () => {
  templates = ['base', await newTemplate(), await newTemplate()];
});

const EXPIRIES = { lasting: null, expiring: later(MINUTE), expired: later(-MINUTE) } as const;

async function mirror(drawn: readonly Drawn[], changeId: string): Promise<void> {
  await db().override.deleteMany();
  await db().account.deleteMany();
  await db().account.createMany({
    data: drawn.map(({ override, templateKey, ...facts }, index) => ({
      ...facts,
      id: `acct_Any${index}`,
      detailsSubmitted: true,
      syncedAt: NOW,
      templateKey: templates[templateKey] ?? 'base',
      assignedBy: 'default' as const,
      overridesKey: override === 'none' ? null : randomUUID(),
      lastingOverrides: override === 'lasting',
      lastExpiryAt: override === 'none' ? null : EXPIRIES[override],
    })),
  });
  await db().override.createMany({
    data: drawn.flatMap(({ override }, index) =>
      override === 'none'
        ? []
        : {
            accountId: `acct_Any${index}`,
            cell: 'payments',
            setting: 'on' as const,
            expiresAt: EXPIRIES[override],
            decidedAt: later(-2 * MINUTE),
            changeId,
          },
    ),
  });
}

const small = (text: string) => text.toLowerCase();

function finds(q: string, { name, email, tags }: Drawn, id: string): boolean {
  const beginnings = [name, ...name.split(' '), email ?? ''].map(small);
  const texts = [name, email ?? ''].map(small);
  const word = small(q);
  return (
    (/^[a-z]{1,2}$/.test(word)
      ? beginnings.some((text) => text.startsWith(word)) ||
        tags.some((tag) => small(tag).startsWith(word))
      : [...texts, ...tags.map(small)].some((text) => text.includes(word))) ||
    (q.startsWith('acct_') && id.startsWith(q))
  );
}

/** Whether an account fits a filter, in the plainest words. */
function fits(filter: AccountFilter, account: Drawn, id: string): boolean {
  const { q, template, country, controller, capability, tag } = filter;
  const inForce = account.override === 'lasting' || account.override === 'expiring';
  return (
    (q === undefined || finds(q, account, id)) &&
    (template === undefined || templates[account.templateKey] === template) &&
    (country === undefined || account.country === country) &&
    (controller === undefined || controllerKind(account) === controller) &&
    (capability === undefined || account.capabilities[capability] === 'active') &&
    (tag === undefined || account.tags.includes(tag)) &&
    (filter.deviating === undefined || filter.deviating === inForce) &&
    (filter.expiring === undefined || filter.expiring === (account.override === 'expiring')) &&
    (filter.disconnected === undefined || filter.disconnected === (account.disconnectedAt !== null))
  );
}

test('a filter finds just the accounts that fit, in whichever way', {
  timeout: 60_000,
}, async () => {
  const made = await change([{ op: 'template.create', key: 'any', name: 'Any' }]);
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyAccount, { minLength: 40, maxLength: 40, size: 'max' }),
      fc.array(anyFilter, { minLength: 12, maxLength: 12 }),
      async (accounts, filters) => {
        await mirror(accounts, made.id ?? '');
        for (const { template, ...drawn } of filters) {
          const given = Object.entries({
            ...drawn,
            template: template === undefined ? undefined : templates[template],
          }).filter(([, value]) => value !== undefined);
          const filter: AccountFilter = Object.fromEntries(given);
          const expected = accounts.flatMap((account, index) => {
            const id = `acct_Any${index}`;
            return fits(filter, account, id) ? [{ id, override: account.override }] : [];
          });
          const ids = expected.map(({ id }) => id).sort();
          const { condition } = await askedBy(db(), filter, NOW);
          for (const sql of [condition.plain, condition.indexed]) {
            const rows = await db().$queryRaw<
              { id: string }[]
            >`SELECT a.id FROM account a WHERE ${sql}`;
            expect(rows.map(({ id }) => id).sort()).toEqual(ids);
          }
          const { data } = await listAccounts(as('support'), { ...filter, limit: 200 });
          expect(data.map(({ id }) => id).sort()).toEqual(ids);
          expect(await countAccounts(as('support'), filter)).toEqual({
            accounts: ids.length,
            deviating: expected.filter(({ override }) => /lasting|expiring/.test(override)).length,
            capped: false,
          });
          found += ids.length;
        }
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
  // Filters that find nothing would agree as well.
  expect(found).toBeGreaterThan(100);
});

test('the database numbers classes, and names controllers, as the domain does', async () => {
  const rows = await db().account.findMany();
  const named = await query<{ id: string; facets: string[] }>(
    `SELECT id, account_facets(country, dashboard_type, losses_payments, requirement_collection,
       template_key, capabilities, disconnected_at) AS facets FROM account`,
  );
  const facets = new Map(named.map((row) => [row.id, row.facets]));
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    const traits = traitsOf(row);
    const words = facets.get(row.id) ?? [];
    expect(words).toContain(`controller:${controllerKind(traits)}`);
    const number = words.find((word) => word?.startsWith('class:'))?.slice('class:'.length);
    expect(ceilingTraits(traits)).toMatchObject(LIMITING_CLASSES[Number(number)] ?? {});
    expect(number).toBeDefined();
  }
});
