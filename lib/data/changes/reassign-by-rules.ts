import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import type { Rule, RuleCondition, Rules } from '@/lib/domain/rules';
import { type ControllerKind, LEGACY_CONTROLLERS } from '@/lib/domain/traits';

type Sql = Prisma.Sql;

function isLegacy(kind: Exclude<ControllerKind, 'other'>): Sql {
  const { dashboardType, lossesPayments, requirementCollection } = LEGACY_CONTROLLERS[kind];
  return Prisma.sql`(dashboard_type IS NOT DISTINCT FROM ${dashboardType}
    AND losses_payments IS NOT DISTINCT FROM ${lossesPayments}
    AND requirement_collection IS NOT DISTINCT FROM ${requirementCollection})`;
}

const LEGACY_KINDS = Object.keys(LEGACY_CONTROLLERS) as Exclude<ControllerKind, 'other'>[];

/** SQL that is true for accounts whose controller is of the given kind. */
export function controllerSql(kind: ControllerKind): Sql {
  if (kind !== 'other') return isLegacy(kind);
  return Prisma.sql`NOT (${Prisma.join(LEGACY_KINDS.map(isLegacy), ' OR ')})`;
}

/** A rule's condition as SQL over `account`: it means the same as `matches` of the domain. */
export function conditionSql(when: RuleCondition): Sql {
  const all: Sql[] = [];
  if (when.country) all.push(Prisma.sql`country = ANY(${when.country}::text[])`);
  if (when.controller) {
    const kinds = [...new Set(when.controller)];
    all.push(Prisma.sql`(${Prisma.join(kinds.map(controllerSql), ' OR ')})`);
  }
  if (when.capability) {
    // One parameter however many names: a statement has room for some 65,000.
    const asked = Prisma.sql`unnest(${when.capability}::text[]) AS asked(capability)`;
    all.push(
      Prisma.sql`EXISTS (SELECT 1 FROM ${asked} WHERE capabilities ->> asked.capability = 'active')`,
    );
  }
  if (when.tag) all.push(Prisma.sql`tags && ${when.tag}::text[]`);
  if (when.emailDomain) {
    // The collation has lower() change ASCII's capitals alone, as the domain does.
    all.push(
      Prisma.sql`(email LIKE '%@%' AND lower(substring(email from '[^@]*$') COLLATE "C") = ANY(${when.emailDomain}::text[]))`,
    );
  }
  return Prisma.join(all, ' AND ');
}

function templateSql(rules: readonly Rule[]): Sql {
  if (rules.length === 0) return Prisma.sql`NULL::text`;
  const cases = rules.map(
    ({ when, template }) => Prisma.sql`WHEN ${conditionSql(when)} THEN ${template}`,
  );
  return Prisma.sql`CASE ${Prisma.join(cases, ' ')} END`;
}

/** SQL over `account` for the template that each has by its explicit assignment or by these rules. */
export function assignedSql(rules: Pick<Rules, 'rules' | 'default'>): Sql {
  return Prisma.sql`coalesce(assigned_template_key, ${templateSql(rules.rules)}, ${rules.default})`;
}

/**
 * Works out anew which template each account without an explicit assignment has, in one statement.
 * Returns how many changed template or the way they came by it.
 */
export async function reassignByRules(tx: Db, rules: Rules): Promise<number> {
  return tx.$executeRaw(Prisma.sql`
    WITH wanted AS (
      SELECT id, ${templateSql(rules.rules)} AS by_rule
      FROM account
      WHERE assigned_template_key IS NULL
    )
    UPDATE account a
    SET template_key = coalesce(w.by_rule, ${rules.default}),
        assigned_by = (CASE WHEN w.by_rule IS NULL THEN 'default' ELSE 'rule' END)::assigned_by
    FROM wanted w
    WHERE a.id = w.id
      AND (a.template_key, a.assigned_by::text) IS DISTINCT FROM
          (coalesce(w.by_rule, ${rules.default}),
           CASE WHEN w.by_rule IS NULL THEN 'default' ELSE 'rule' END)`);
}
