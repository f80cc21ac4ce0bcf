import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import type { AccountClass, CeilingTraits } from '@/lib/domain/account-class';
import { overridesByAccountSql } from './override-sql';

type Row = CeilingTraits & {
  template: string;
  overrides: AccountClass['overrides'] | null;
  accounts: number;
};

/** SQL for the columns of `CeilingTraits`, over the mirror's accounts under a name. */
export function ceilingColumns(a: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    ${a}.requirement_collection IS NOT DISTINCT FROM 'application' AS "platformCollectsRequirements",
    ${a}.losses_payments IS DISTINCT FROM 'application' AS "stripeBearsLosses",
    ${a}.capabilities ->> 'treasury' IS NOT DISTINCT FROM 'active' AS treasury,
    ${a}.capabilities ->> 'card_issuing' IS NOT DISTINCT FROM 'active' AS "cardIssuing",
    ${a}.details_submitted AS "detailsSubmitted",
    ${a}.payout_interval IS NOT DISTINCT FROM 'manual' AS "manualPayouts"`;
}

/**
 * The mirror's accounts, counted by what decides their policy. The answer grows with the number of
 * classes, not of accounts, so what is worked out from it does too.
 */
export async function accountClasses(db: Db, at: Date): Promise<AccountClass[]> {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    WITH o AS (${overridesByAccountSql(at)})
    SELECT a.template_key AS template,
           ${ceilingColumns(Prisma.sql`a`)},
           o.overrides,
           count(*)::int AS accounts
    FROM account a
    LEFT JOIN o ON o.account_id = a.id
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`);
  return rows.map(({ template, overrides, accounts, ...traits }) => ({
    template,
    traits,
    overrides: overrides ?? {},
    accounts,
  }));
}
