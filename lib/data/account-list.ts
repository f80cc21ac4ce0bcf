import 'server-only';
import { type Db, db, Prisma } from '@/lib/db';
import { controllerKind } from '@/lib/domain/traits';
import type { AccountSummary, Page } from '@/lib/domain/views';
import { allOf, anyOf, type Condition, inCountry, lookUp, ofTemplate } from './account-condition';
import { type AccountFilter, type Asked, askedBy, exactly, isNarrow } from './account-filter';
import { verb } from './context';
import { pageOf, unpackCursor } from './cursor';
import { inForceSql } from './override-sql';

/**
 * Accounts are looked at one by one, in the list's order, turn by turn: so many at first, and more where
 * these show that accounts that fit are frequent. Turns after the second are for pages of which rows
 * turned out not to fit.
 */
const FIRST_WALK = 500;
const FURTHER_WALK = 4000;
const TURNS = 16;

/** How many more accounts than a page's rows seem to be among are looked at, lest it lack a few. */
const SPARE = 3;

/** Turns that are made whether or not the page looks like filling up within all of them. */
const SURE = 3;

/**
 * Where one in so many fits, walking on fills a page, and where fewer do, they are looked up: with a
 * million accounts the one is as quick as the other there.
 */
const FREQUENT = 120;

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

/** The place behind which a page starts; null for the first page. */
type Place = readonly [name: string, id: string] | null;

const behind = (place: Place) =>
  place ? Prisma.sql`(a.name, a.id) > (${place[0]}, ${place[1]})` : Prisma.sql`TRUE`;

/** The rows of these accounts, which are an SQL query named `a` with an order of their own. */
function read(tx: Db, accounts: Prisma.Sql, now: Date, rows: number): Promise<Row[]> {
  return tx.$queryRaw<Row[]>(Prisma.sql`
    SELECT a.id, a.name, a.email, a.country, a.tags,
           a.dashboard_type AS "dashboardType",
           a.losses_payments AS "lossesPayments",
           a.requirement_collection AS "requirementCollection",
           a.template_key AS "templateKey", r.name AS "templateName",
           a.assigned_by::text AS "assignedBy", a.disconnected_at AS "disconnectedAt",
           (SELECT count(*)::int FROM override
             WHERE account_id = a.id AND ${inForceSql(now)}) AS overrides
    FROM (${accounts} ORDER BY a.name, a.id LIMIT ${rows}) a
    JOIN template t ON t.key = a.template_key
    JOIN template_revision r ON r.template_key = t.key AND r.revision = t.revision
    ORDER BY a.name, a.id`);
}

/** Goes through accounts in the list's order, of one template or country where that is asked for. */
function walked(filter: AccountFilter, plain: Prisma.Sql, after: Place, steps: number): Prisma.Sql {
  const { template, country } = filter;
  const among = template ? ofTemplate(template) : country ? inCountry(country) : Prisma.sql`TRUE`;
  return Prisma.sql`
    SELECT a.* FROM (
      SELECT a.* FROM account a WHERE ${among} AND ${behind(after)}
      ORDER BY a.name, a.id LIMIT ${steps}
    ) a WHERE ${plain}`;
}

/**
 * Looks up all accounts that fit; for filters that few accounts meet. OFFSET keeps the database from
 * going through accounts in the list's order instead.
 */
function lookedUp(conditions: readonly Condition[], after: Place, rows: number): Prisma.Sql {
  return Prisma.sql`
    SELECT a.* FROM (
      SELECT a.id FROM (${lookUp(Prisma.sql`a.id, a.name`, conditions)} OFFSET 0) a
      WHERE ${behind(after)} ORDER BY a.name, a.id LIMIT ${rows}
    ) found JOIN account a ON a.id = found.id`;
}

/** How far to walk for a page's rows, by how many accounts fitted at first. */
const furtherWalk = (found: number, rows: number) =>
  Math.max(FURTHER_WALK, Math.ceil((SPARE * rows * FIRST_WALK) / found));

/**
 * Goes through accounts in order. Returns fewer rows than asked for where accounts that fit are few
 * and far between, or at an end.
 */
async function readInOrder(
  filter: AccountFilter,
  { condition, limited }: Asked,
  after: Place,
  rows: number,
  now: Date,
): Promise<Row[]> {
  const { plain } = limited
    ? allOf([condition, anyOf([limited.surely, limited.perhaps])])
    : condition;
  const kept: Row[] = [];
  let place = after;
  let steps = FIRST_WALK;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const found = await read(db(), walked(filter, plain, place, steps), now, rows);
    const not = await limited?.notAmong(found.map(({ id }) => id));
    kept.push(...found.filter(({ id }) => !not?.has(id)));
    const last = found.at(-1);
    const fills = turn < SURE || kept.length * TURNS >= rows * (turn + 1);
    const goesOn = turn === 0 ? found.length * FREQUENT >= steps : found.length === rows && fills;
    if (kept.length >= rows || !last || !goesOn) break;
    if (turn === 0) steps = furtherWalk(found.length, rows);
    place = [last.name, last.id];
  }
  return kept.slice(0, rows);
}

/**
 * Accounts by name, filtered and paged by keyset. An unknown template or country finds nothing.
 * A filter that many accounts meet is met soon by going through them in order, one that few meet by
 * looking them up; which of the two it is shows by itself.
 */
export const listAccounts = verb(
  'accounts:read',
  async (context, filter: AccountFilter): Promise<Page<AccountSummary>> => {
    const { limit = 50, cursor } = filter;
    const after = cursor === undefined ? null : (unpackCursor(cursor, 2) as [string, string]);
    const asked = await askedBy(db(), filter, context.now);
    let rows = await readInOrder(filter, asked, after, limit + 1, context.now);
    if (rows.length <= limit && isNarrow(filter)) {
      const all = lookedUp(await exactly(asked), after, limit + 1);
      rows = await read(db(), all, context.now, limit + 1);
    }
    return pageOf(rows, limit, (row) => [row.name, row.id], summary);
  },
);
