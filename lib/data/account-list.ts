import 'server-only';
import { z } from 'zod';
import { db, Prisma } from '@/lib/db';
import { searchWord } from '@/lib/domain/text';
import { CONTROLLER_KINDS, controllerKind } from '@/lib/domain/traits';
import type { AccountSummary, Page } from '@/lib/domain/views';
import { controllerSql } from './changes/reassign-by-rules';
import { verb } from './context';
import { pageOf, unpackCursor } from './cursor';
import { escapeLike } from './like';
import { deviatesSql, inForceSql } from './override-sql';

const word = searchWord(200);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Filters of the account list, as query parameters of the API and of the page. */
export const accountFilter = z.strictObject({
  q: word.optional(),
  template: word.optional(),
  country: word.optional(),
  controller: z.enum(CONTROLLER_KINDS).optional(),
  /** A capability that must be active. */
  capability: word.optional(),
  tag: word.optional(),
  deviating: flag.optional(),
  /** Whether an override in force has an expiry. */
  expiring: flag.optional(),
  disconnected: flag.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
});
export type AccountFilter = Partial<z.output<typeof accountFilter>>;

interface Row {
  id: string;
  name: string;
  email: string | null;
  country: string | null;
  dashboardType: string | null;
  lossesPayments: string | null;
  requirementCollection: string | null;
  tags: string[];
  templateKey: string;
  templateName: string;
  assignedBy: AccountSummary['template']['by'];
  disconnectedAt: Date | null;
  overrides: number;
}

/** SQL for a condition that a filter wants met, wants not met, or says nothing of. */
function given(wanted: boolean | undefined, condition: Prisma.Sql): Prisma.Sql {
  if (wanted === undefined) return Prisma.sql`TRUE`;
  return wanted ? condition : Prisma.sql`NOT (${condition})`;
}

function conditions(filter: AccountFilter, now: Date): Prisma.Sql {
  const all = [Prisma.sql`TRUE`];
  if (filter.q) {
    // Both sides in the database's own small letters: JavaScript's are others in some scripts.
    const part = Prisma.sql`lower(${`%${escapeLike(filter.q)}%`})`;
    const start = `${escapeLike(filter.q)}%`;
    all.push(Prisma.sql`(lower(a.name) LIKE ${part} OR lower(a.email) LIKE ${part}
      OR a.id LIKE ${start}
      OR EXISTS (SELECT 1 FROM unnest(a.tags) tag WHERE lower(tag) LIKE ${part}))`);
  }
  if (filter.template) all.push(Prisma.sql`a.template_key = ${filter.template}`);
  if (filter.country) all.push(Prisma.sql`a.country = ${filter.country}`);
  if (filter.controller) all.push(controllerSql(filter.controller));
  if (filter.capability) all.push(Prisma.sql`a.capabilities ->> ${filter.capability} = 'active'`);
  if (filter.tag) all.push(Prisma.sql`a.tags @> ARRAY[${filter.tag}]::text[]`);
  all.push(
    given(filter.deviating, deviatesSql(now)),
    given(
      filter.expiring,
      Prisma.sql`EXISTS (SELECT 1 FROM override o WHERE o.account_id = a.id AND o.expires_at > ${now})`,
    ),
    given(filter.disconnected, Prisma.sql`a.disconnected_at IS NOT NULL`),
  );
  return Prisma.join(all, ' AND ');
}

function summary(row: Row): AccountSummary {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    country: row.country,
    controller: controllerKind(row),
    tags: row.tags,
    template: { key: row.templateKey, name: row.templateName, by: row.assignedBy },
    overrides: row.overrides,
    disconnectedAt: row.disconnectedAt?.toISOString() ?? null,
  };
}

/** Accounts by name, filtered and paged by keyset. An unknown template or country finds nothing. */
export const listAccounts = verb(
  'accounts:read',
  async (context, filter: AccountFilter): Promise<Page<AccountSummary>> => {
    const { limit = 50, cursor } = filter;
    const after = cursor === undefined ? null : unpackCursor(cursor, 2);
    const rows = await db().$queryRaw<Row[]>(Prisma.sql`
      SELECT a.id, a.name, a.email, a.country, a.tags,
             a.dashboard_type AS "dashboardType",
             a.losses_payments AS "lossesPayments",
             a.requirement_collection AS "requirementCollection",
             a.template_key AS "templateKey", r.name AS "templateName",
             a.assigned_by::text AS "assignedBy", a.disconnected_at AS "disconnectedAt",
             (SELECT count(*)::int FROM override
               WHERE account_id = a.id AND ${inForceSql(context.now)}) AS overrides
      FROM account a
      JOIN template t ON t.key = a.template_key
      JOIN template_revision r ON r.template_key = t.key AND r.revision = t.revision
      WHERE ${conditions(filter, context.now)}
        AND ${after ? Prisma.sql`(a.name, a.id) > (${after[0]}, ${after[1]})` : Prisma.sql`TRUE`}
      ORDER BY a.name, a.id
      LIMIT ${limit + 1}`);
    return pageOf(rows, limit, (row) => [row.name, row.id], summary);
  },
);

/** How many accounts a filter finds, and how many of those have overrides in force. */
export const countAccounts = verb(
  'accounts:read',
  async (context, filter: AccountFilter): Promise<{ accounts: number; deviating: number }> => {
    const [row] = await db().$queryRaw<{ accounts: number; deviating: number }[]>(Prisma.sql`
      SELECT count(*)::int AS accounts,
             count(*) FILTER (
               WHERE ${deviatesSql(context.now)}
             )::int AS deviating
      FROM account a
      WHERE ${conditions(filter, context.now)}`);
    return row ?? { accounts: 0, deviating: 0 };
  },
);

/** The countries that accounts are in, with how many each, for filters to offer. */
export const accountFacets = verb('accounts:read', async () => {
  const rows = await db().account.groupBy({
    by: ['country'],
    where: { country: { not: null } },
    _count: { _all: true },
    orderBy: { country: 'asc' },
  });
  return {
    countries: rows.flatMap((row) =>
      row.country === null ? [] : [{ value: row.country, accounts: row._count._all }],
    ),
  };
});
