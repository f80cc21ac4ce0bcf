import 'server-only';
import { Prisma } from '@/lib/db';
import type { AccountCondition, Guardrail } from '@/lib/domain/governance';

type Sql = Prisma.Sql;

const conditionsOf = (guardrails: readonly Guardrail[]): AccountCondition[] =>
  guardrails.flatMap(({ of }) => ('accounts' in of ? [of.accounts] : []));

/** Every value that some guardrail's condition names. */
function named<Key extends 'country' | 'tag' | 'capability' | 'emailDomain'>(
  conditions: readonly AccountCondition[],
  key: Key,
): string[] {
  return [...new Set(conditions.flatMap((condition): readonly string[] => condition[key] ?? []))];
}

/**
 * SQL over `account` for a text in which two accounts agree only if every guardrail that is given
 * sees the same in them, beside what their class and their template tell already.
 */
export function guardKeySql(guardrails: readonly Guardrail[]): Sql {
  const conditions = conditionsOf(guardrails);
  const parts: Sql[] = [];
  const countries = named(conditions, 'country');
  if (countries.length > 0) {
    parts.push(Prisma.sql`CASE WHEN country = ANY(${countries}::text[]) THEN country END`);
  }
  if (conditions.some(({ controller }) => controller)) {
    parts.push(
      Prisma.sql`dashboard_type`,
      Prisma.sql`losses_payments`,
      Prisma.sql`requirement_collection`,
    );
  }
  for (const tag of named(conditions, 'tag')) {
    parts.push(Prisma.sql`(tags @> ARRAY[${tag}]::text[])::text`);
  }
  for (const capability of named(conditions, 'capability')) {
    parts.push(Prisma.sql`(capabilities ->> ${capability} IS NOT DISTINCT FROM 'active')::text`);
  }
  if (named(conditions, 'emailDomain').length > 0) {
    parts.push(Prisma.sql`lower(substring(email from '[^@]*$') COLLATE "C")`);
  }
  return parts.length === 0
    ? Prisma.sql`''`
    : Prisma.sql`ARRAY[${Prisma.join(parts)}]::text[]::text`;
}
