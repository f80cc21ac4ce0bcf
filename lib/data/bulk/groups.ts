import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import type { Wish } from '@/lib/domain/bulk/wishes';
import type { Guardrail } from '@/lib/domain/governance';
import type { Rules } from '@/lib/domain/rules';
import { MAX_TAGS } from '@/lib/domain/state';
import { guardKeySql } from '../changes/guard-key-sql';
import { assignedSql } from '../changes/reassign-by-rules';
import { inForceSql } from '../override-sql';
import { type BulkFilter, foundSql } from './found';

/** Accounts to which a job does the same, and one of them to stand for all. */
export interface Group {
  example: string;
  accounts: number;
  wish: Wish;
}

/** What accounts have to agree in beside their overrides and their tags. */
interface Standing {
  wish: Wish;
  rules: Rules;
  guardrails: readonly Guardrail[];
  at: Date;
}

/** SQL for what tells overrides of `found` apart: whether they count, and are as they are to be. */
function overridesSql({ wish: { terms }, at }: Standing): Prisma.Sql {
  const same = terms
    ? Prisma.sql`note IS NOT DISTINCT FROM ${terms.note} AND expires_at IS NOT DISTINCT FROM ${terms.expiresAt}`
    : Prisma.sql`FALSE`;
  return Prisma.sql`
    SELECT account_id, string_agg(concat_ws(' ', cell, setting::text,
             ${inForceSql(at)}, ${same}), ',' ORDER BY cell) AS own
    FROM override WHERE account_id IN (SELECT id FROM found) GROUP BY account_id`;
}

/** SQL over `a` for what the wish tells of tags: those that it names, and how many there would be. */
function tagsKeySql({ add = [], remove = [] }: Wish): Prisma.Sql {
  const named = [...add, ...remove];
  if (named.length === 0) return Prisma.sql`NULL::text`;
  return Prisma.sql`concat_ws('|',
    ARRAY(SELECT t FROM unnest(a.tags) t WHERE t = ANY(${named}::text[]) ORDER BY 1)::text,
    CASE WHEN cardinality(a.tags) + ${add.length}::int > ${MAX_TAGS}::int THEN cardinality(a.tags) END)`;
}

/** SQL over `a` for the template that rules come to give; nothing where they are not asked. */
function comesToSql({ wish, rules }: Standing): Prisma.Sql {
  const { template, add = [], remove = [] } = wish;
  const asked = template === null || (template === undefined && add.length + remove.length > 0);
  if (!asked) return Prisma.sql`NULL::text`;
  const assigned = template === null ? Prisma.sql`NULL::text` : Prisma.sql`a.assigned_template_key`;
  return Prisma.sql`(SELECT ${assignedSql(rules)} FROM (
    SELECT a.country, a.dashboard_type, a.losses_payments, a.requirement_collection,
           a.capabilities, a.email, ${assigned} AS assigned_template_key,
           ARRAY(SELECT unnest(a.tags || ${add}::text[]) EXCEPT SELECT unnest(${remove}::text[])) AS tags
  ) s)`;
}

/** SQL that notes all of `found` as the items of a job, so that what is measured is what is done. */
const itemsSql = (job: string) => Prisma.sql`, item AS (
  INSERT INTO bulk_item (job_id, position, account_id)
  SELECT ${job}::uuid, row_number() OVER (ORDER BY id), id FROM found)`;

/**
 * All accounts that a filter finds, by groups to which a wish does the same: they agree in their
 * template and how they come by it, in what the ceiling and every guardrail see of them, in their
 * overrides and in the tags that matter. The answer grows with the groups, not with the accounts.
 * With a job, the accounts become its items.
 */
export async function groupsOf(
  tx: Db,
  filter: BulkFilter,
  standing: Standing,
  job: string | null,
): Promise<Group[]> {
  const { wish, guardrails, at } = standing;
  const accounts = await foundSql(tx, filter, Prisma.sql`a.*`, at);
  await tx.$queryRaw`SELECT set_config('work_mem', '64MB', true)`;
  const [row] = await tx.$queryRaw<{ rows: Omit<Group, 'wish'>[] | null }[]>(Prisma.sql`
    WITH found AS MATERIALIZED (
      SELECT a.id, a.assigned_template_key, a.template_key, a.ceiling_class,
             ${guardKeySql(guardrails)} AS guard, ${tagsKeySql(wish)} AS tagged,
             ${comesToSql(standing)} AS comes_to
      FROM (${accounts}) a
    )${job === null ? Prisma.empty : itemsSql(job)}
    SELECT json_agg(g) AS rows FROM (
      SELECT min(a.id) AS example, count(*)::int AS accounts
      FROM found a LEFT JOIN (${overridesSql(standing)}) o ON o.account_id = a.id
      GROUP BY a.assigned_template_key, a.template_key, a.ceiling_class, a.guard, a.tagged,
               a.comes_to, o.own
    ) g`);
  return (row?.rows ?? []).map((group) => ({ ...group, wish }));
}
