import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import { allOf, anyOf, asked, type Condition, either } from './account-condition';

/** Accounts of which this part meets a condition are found quickest by looking at one after another. */
const COMMON = 0.15;

/** What this part of them meets is quicker asked of those that the other conditions find. */
const FREQUENT = 0.2;

/** Which part of the accounts meets each condition, from 0 to 1, from a look at a few pages of the table. */
async function sharesOf(tx: Db, conditions: readonly Condition[]): Promise<number[]> {
  const met = conditions.map(({ plain }) => Prisma.sql`count(*) FILTER (WHERE ${plain})::int`);
  const [row] = await tx.$queryRaw<{ met: number[]; all: number }[]>(Prisma.sql`
    SELECT ARRAY[${Prisma.join(met)}] AS met, count(*)::int AS all
    FROM account a TABLESAMPLE SYSTEM (0.2)`);
  return conditions.map((_, n) => (row?.met[n] ?? 0) / Math.max(row?.all ?? 0, 1));
}

/** The parts of conditions that have several: how frequent each is decides how it is asked. */
const severalParts = (conditions: readonly Condition[]): readonly Condition[] =>
  conditions.flatMap(({ parts = [] }) => (parts.length > 1 ? parts : []));

/**
 * The quicker way of finding all accounts that meet one of these conditions, by which part of all
 * accounts meets any of them, and which part meets each of their parts, 0 where that is not known. An
 * index that finds a large part of the accounts takes longer than asking each that another one finds.
 */
export function quicker(
  conditions: readonly Condition[],
  share: number,
  shareOf: ReadonlyMap<Condition, number>,
): Condition[] {
  if (share > COMMON) return conditions.map(({ plain }) => either(plain));
  const known = (part: Condition) => shareOf.get(part) ?? 0;
  return conditions.map((condition) => {
    if (!condition.parts) return condition;
    const rarest = Math.min(...condition.parts.map(known));
    const isFrequent = (part: Condition) => known(part) > Math.max(FREQUENT, rarest);
    return allOf(condition.parts.map((part) => (isFrequent(part) ? asked(part) : part)));
  });
}

/** The same, after a look at how frequent they are. */
export async function quickest(tx: Db, conditions: readonly Condition[]): Promise<Condition[]> {
  const parts = severalParts(conditions);
  const [share = 0, ...shares] = await sharesOf(tx, [anyOf(conditions), ...parts]);
  return quicker(conditions, share, new Map(parts.map((part, n) => [part, shares[n] ?? 0])));
}
