import { beforeAll, expect, test } from 'vitest';
import { change, newAccount } from '@/e2e/support/verbs';
import { db, Prisma } from '@/lib/db';
import {
  allOf,
  type Condition,
  facet,
  hasOverride,
  inCountry,
  lookUp,
  not,
} from './account-condition';
import { quicker, quickest } from './quickest';

const country = facet(['country:DE'], inCountry('DE'));
const deviates = hasOverride(Prisma.sql`TRUE`);
const connected = not(facet(['disconnected'], Prisma.sql`a.disconnected_at IS NOT NULL`));

beforeAll(async () => {
  for (const [at, of] of ['DE', 'DE', 'DE', 'FR', null].entries()) {
    const account = await newAccount({ id: `acct_1Q${at}`, traits: { country: of } });
    if (at % 2 === 0)
      await change([{ op: 'account.override', account, set: { payments: 'on' }, expiresAt: null }]);
  }
});

async function found(conditions: readonly Condition[]): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>(lookUp(Prisma.sql`a.id`, conditions));
  return rows.map(({ id }) => id).sort();
}

const whole = allOf([country, allOf([deviates, connected])]);
const others = allOf([facet(['country:FR'], inCountry('FR')), not(deviates)]);
const knownAs = (...shares: number[]) =>
  new Map((whole.parts ?? []).map((part, n) => [part, shares[n] ?? 0]));

test.each<[string, number, ReadonlyMap<Condition, number>]>([
  ['all are common', 0.9, knownAs(0.9, 0.9, 1)],
  ['none is frequent', 0, knownAs(0.1, 0.05, 0.2)],
  ['the first is frequent', 0.01, knownAs(0.6, 0.05, 0.1)],
  ['all but one are frequent', 0.1, knownAs(0.6, 0.15, 1)],
  ['all are frequent, and few accounts meet all', 0.1, knownAs(0.6, 0.5, 0.4)],
  ['nothing is known', 0, new Map()],
])('where %s the same accounts are found', async (_name, share, shareOf) => {
  expect(await found(quicker([whole], share, shareOf))).toEqual(['acct_1Q0', 'acct_1Q2']);
  const both = await found(quicker([whole, others], share, shareOf));
  expect(both).toEqual(['acct_1Q0', 'acct_1Q2', 'acct_1Q3']);
});

test('what many accounts meet is asked of those that the rest finds, and the rarest is looked up', () => {
  const [way] = quicker([whole], 0.01, knownAs(0.6, 0.05, 1));
  expect(way?.indexed.sql).toContain(`(${country.plain.sql}) IS TRUE`);
  expect(way?.indexed.sql).toContain(deviates.indexed.sql);
  const [rarest] = quicker([whole], 0.1, knownAs(0.3, 0.5, 0.4));
  expect(rarest?.indexed.sql).toContain(country.indexed.sql);
  expect(rarest?.indexed.sql).toContain(`(${deviates.plain.sql}) IS TRUE`);
});

test('by a look at the accounts the same are found as well', async () => {
  expect(await found(await quickest(db(), [whole]))).toEqual(['acct_1Q0', 'acct_1Q2']);
});
