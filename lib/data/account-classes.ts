import 'server-only';
import { Prisma } from '@/lib/db';

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
