import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import type { AuditFilter } from './audit';

/** The place behind which a page starts: an entry's time and id. */
export type AuditPlace = readonly [at: Date, id: bigint];

/**
 * The values of a column that an index starts with, each found by one look behind the last: there
 * are a few dozen, among however many entries.
 */
async function distinct(db: Db, column: Prisma.Sql): Promise<string[]> {
  const rows = await db.$queryRaw<{ value: string }[]>(Prisma.sql`
    WITH RECURSIVE known AS (
      (SELECT ${column} AS value FROM audit_entry ORDER BY 1 LIMIT 1)
      UNION ALL
      SELECT (SELECT ${column} FROM audit_entry WHERE ${column} > known.value ORDER BY 1 LIMIT 1)
      FROM known WHERE known.value IS NOT NULL
    )
    SELECT value FROM known WHERE value IS NOT NULL`);
  return rows.map(({ value }) => value);
}

/** The actions that a filter means, whole or up to a dot; null where it means all. */
async function actionsOf(db: Db, wanted: string | undefined): Promise<string[] | null> {
  if (!wanted) return null;
  const known = await distinct(db, Prisma.sql`action`);
  return known.filter((action) => action === wanted || action.startsWith(`${wanted}.`));
}

/** The kinds of subject to look among for an id; null where none has to be named. */
async function kindsOf(db: Db, { subjectKind, subjectId }: AuditFilter): Promise<string[] | null> {
  if (subjectKind) return [subjectKind];
  return subjectId ? distinct(db, Prisma.sql`subject_kind`) : null;
}

/** Where entries of one end are found, and the columns of their time and id there. */
function source({ outcome }: AuditFilter): { from: Prisma.Sql; at: Prisma.Sql; id: Prisma.Sql } {
  const entry = { at: Prisma.sql`e.at`, id: Prisma.sql`e.id` };
  if (!outcome) return { from: Prisma.sql`audit_entry e`, ...entry };
  if (outcome === 'succeeded') {
    return {
      from: Prisma.sql`audit_entry e
        JOIN audit_outcome o ON o.entry_id = e.id AND o.result = 'succeeded'`,
      ...entry,
    };
  }
  return {
    from: Prisma.sql`audit_unsettled u JOIN audit_entry e ON e.id = u.entry_id`,
    at: Prisma.sql`u.at`,
    id: Prisma.sql`u.entry_id`,
  };
}

/** What all that is found has in common. */
function conditions(by: AuditFilter, after: AuditPlace | null): Prisma.Sql[] {
  const { at, id } = source(by);
  const all = [Prisma.sql`TRUE`];
  if (by.subjectId) all.push(Prisma.sql`e.subject_id = ${by.subjectId}`);
  else if (by.subjectKind && by.subjectKind !== 'account') {
    all.push(Prisma.sql`e.subject_kind <> 'account'`);
  }
  if (by.changeId) all.push(Prisma.sql`e.change_id = ${by.changeId}::uuid`);
  if (by.outcome && by.outcome !== 'succeeded') all.push(Prisma.sql`u.outcome = ${by.outcome}`);
  if (by.from) all.push(Prisma.sql`${at} >= ${new Date(by.from)}`);
  if (by.to) all.push(Prisma.sql`${at} < ${new Date(by.to)}`);
  if (after) all.push(Prisma.sql`(${at}, ${id}) < (${after[0]}, ${after[1]})`);
  return all;
}

/** An actor by id, and by name: one after the other, because each has an index of its own. */
const actors = (actor: string | undefined): Prisma.Sql[] =>
  actor
    ? [
        Prisma.sql`e.actor_id = ${actor}`,
        Prisma.sql`e.actor_name = ${actor} AND e.actor_id <> ${actor}`,
      ]
    : [Prisma.sql`TRUE`];

/** One value as a condition, so that its frequency is known to the planner; several as a list to go through. */
function among(values: readonly string[] | null, column: Prisma.Sql, name: Prisma.Sql) {
  if (values === null) return { each: null, is: Prisma.sql`TRUE` };
  if (values.length === 1) return { each: null, is: Prisma.sql`${column} = ${values[0]}` };
  return {
    each: Prisma.sql`unnest(${[...values]}::text[]) AS ${name}(value)`,
    is: Prisma.sql`${column} = ${name}.value`,
  };
}

/**
 * SQL for the ids of the newest entries that a filter finds behind a place, each with its time as
 * `at`; null where nothing can be found. For every action, kind and way of naming an actor it is one
 * range of one index, read from its end as far as a page goes.
 */
export async function newestEntries(
  db: Db,
  filter: AuditFilter,
  after: AuditPlace | null,
  rows: number,
): Promise<Prisma.Sql | null> {
  const actions = await actionsOf(db, filter.action);
  const kinds = await kindsOf(db, filter);
  if (actions?.length === 0 || kinds?.length === 0) return null;
  const { from, at, id } = source(filter);
  const action = among(actions, Prisma.sql`e.action`, Prisma.sql`wanted_action`);
  const kind = among(kinds, Prisma.sql`e.subject_kind`, Prisma.sql`wanted_kind`);
  const each = [action.each, kind.each].flatMap((one) => one ?? []);
  const arms = actors(filter.actor).map((actor) => {
    const all = [...conditions(filter, after), action.is, kind.is, actor];
    const newest = Prisma.sql`(
      SELECT ${id} AS id, ${at} AS at FROM ${from} WHERE ${Prisma.join(all, ' AND ')}
      ORDER BY ${at} DESC, ${id} DESC LIMIT ${rows})`;
    return each.length === 0
      ? newest
      : Prisma.sql`(SELECT found.id, found.at
          FROM ${Prisma.join(each, ' CROSS JOIN ')} CROSS JOIN LATERAL ${newest} AS found)`;
  });
  return Prisma.sql`
    SELECT id, at FROM (${Prisma.join(arms, ' UNION ALL ')}) arms
    ORDER BY at DESC, id DESC LIMIT ${rows}`;
}
