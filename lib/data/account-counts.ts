import 'server-only';
import { type Db, db, Prisma } from '@/lib/db';
import { COMPONENTS, componentEntry } from '@/lib/domain/catalog';
import { type AccountCounts, COUNT_CAP, PAGE_COUNT_CAP } from '@/lib/domain/views';
import { allOf, type Condition, isActive, lookUp } from './account-condition';
import { type AccountFilter, askedBy, exactly } from './account-filter';
import { verb } from './context';
import { deviatesSql } from './override-sql';
import { quickest } from './quickest';
import { currentRules } from './template-rows';

/** Accounts whose capabilities are looked at, to learn which there are. */
const SAMPLE = 2000;

/** Capabilities beside those, looked for one by one. */
const MOST_RARE = 20;

/** Most tags to offer. */
const MOST_TAGS = 500;

/** What of an account says whether it has overrides in force. */
const OVERRIDES = Prisma.sql`a.overrides_key, a.lasting_overrides, a.last_expiry_at`;

/** Counts the accounts that meet one of these conditions, up to `cap`. */
async function count(
  tx: Db,
  conditions: readonly Condition[],
  deviates: Prisma.Sql,
  cap: number,
): Promise<AccountCounts> {
  const ways = await quickest(tx, conditions);
  const [row] = await tx.$queryRaw<Omit<AccountCounts, 'capped'>[]>(Prisma.sql`
    SELECT count(*)::int AS accounts,
           count(*) FILTER (WHERE ${deviates})::int AS deviating
    FROM (${lookUp(OVERRIDES, ways)} LIMIT ${cap + 1}) a`);
  const { accounts, deviating } = row ?? { accounts: 0, deviating: 0 };
  return {
    accounts: Math.min(accounts, cap),
    deviating: Math.min(deviating, cap),
    capped: accounts > cap,
  };
}

/**
 * How many accounts a filter finds, and how many of those have overrides in force. Counting ends at
 * `cap` accounts.
 */
export const countAccounts = verb(
  'accounts:read',
  async (
    context,
    { cap = COUNT_CAP, ...filter }: AccountFilter & { cap?: number },
  ): Promise<AccountCounts> => {
    const wanted = await askedBy(db(), filter, context.now);
    const { condition, limited } = wanted;
    const sure = limited ? allOf([condition, limited.surely]) : condition;
    const deviates = deviatesSql(context.now);
    const counts = await count(db(), [sure], deviates, cap);
    return limited && !counts.capped ? count(db(), await exactly(wanted), deviates, cap) : counts;
  },
);

/** The countries that accounts are in, each counted up to `PAGE_COUNT_CAP`. */
function countries(tx: Db): Promise<{ value: string; accounts: number }[]> {
  return tx.$queryRaw(Prisma.sql`
    WITH RECURSIVE known AS (
      (SELECT country FROM account WHERE country IS NOT NULL ORDER BY country LIMIT 1)
      UNION ALL
      SELECT (SELECT country FROM account WHERE country > known.country ORDER BY country LIMIT 1)
      FROM known WHERE known.country IS NOT NULL
    )
    SELECT country AS value, (
      SELECT count(*)::int FROM (
        SELECT 1 FROM account WHERE country = known.country LIMIT ${PAGE_COUNT_CAP}
      ) counted
    ) AS accounts
    FROM known WHERE country IS NOT NULL ORDER BY country`);
}

/**
 * Capabilities that are active on some account: all of them in a small mirror, and in a large one
 * those of a sample, with those that components need and that rules ask for, however rare.
 */
async function capabilities(tx: Db): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>(Prisma.sql`
    SELECT DISTINCT key AS name
    FROM account TABLESAMPLE SYSTEM ((
      SELECT least(100, 100.0 * ${SAMPLE} / greatest(reltuples, 1))
      FROM pg_class WHERE oid = 'account'::regclass
    )) REPEATABLE (1), jsonb_each_text(capabilities)
    WHERE value = 'active'`);
  const found = new Set(rows.map(({ name }) => name));
  const { rules } = await currentRules(tx);
  const asked = [
    ...COMPONENTS.flatMap((component) => componentEntry(component).capability ?? []),
    ...rules.flatMap(({ when }) => when.capability ?? []),
  ];
  const rare = [...new Set<string>(asked)].filter((name) => !found.has(name));
  for (const name of rare.slice(0, MOST_RARE)) {
    const [some] = await tx.$queryRaw<unknown[]>(Prisma.sql`
      SELECT 1 FROM account a WHERE ${isActive(name)} LIMIT 1`);
    if (some) found.add(name);
  }
  return [...found].sort();
}

/** The tags that accounts have: all of them, or the most used ones where there are very many. */
async function tags(tx: Db): Promise<string[]> {
  const rows = await tx.$queryRaw<{ value: string }[]>(Prisma.sql`
    SELECT value FROM tag ORDER BY accounts DESC, value LIMIT ${MOST_TAGS}`);
  return rows.map(({ value }) => value).sort();
}

/** What filters can offer; it never reads all accounts. */
export const accountFacets = verb('accounts:read', async () => {
  const [found, active, most] = await Promise.all([
    countries(db()),
    capabilities(db()),
    tags(db()),
  ]);
  return { countries: found, capabilities: active, tags: most };
});
