import 'server-only';
import { z } from 'zod';
import { type Db, db, Prisma, rowsOf } from '@/lib/db';
import { invalid } from '@/lib/domain/errors';
import { redactText } from '@/lib/domain/redact';
import { line } from '@/lib/domain/text';
import type { AuditView, Page } from '@/lib/domain/views';
import { actorOf } from './actor-ref';
import { type AuditPlace, newestEntries } from './audit-query';
import { type Context, verb } from './context';
import { pageOf, unpackCursor } from './cursor';
import type { AuditEntry, AuditOutcome } from './generated/client';
import { WITH_SENT } from './sent-components';
import { nameKey, subjectNames } from './subject-names';

/** One thing that was done or tried, before it gets its actor, time and request id. */
export interface AuditLine {
  action: string;
  subject: { kind: string; id: string };
  changeId?: string | null;
  reason?: string | null;
  before?: unknown;
  after?: unknown;
}

const json = (value: unknown) =>
  value === undefined || value === null
    ? undefined
    : (JSON.parse(redactText(JSON.stringify(value))) as Prisma.InputJsonValue);

/** What all entries of a context have in common. */
const commonOf = ({ actor, now, requestId }: Context) => ({
  ...{ at: now, request_id: requestId },
  ...{ actor_kind: actor.kind, actor_id: actor.id, actor_name: actor.name },
});

/** The columns in which the entries of a change often agree: then they are sent once. */
const OFTEN_SHARED = {
  action: ({ action }: AuditLine) => action,
  subject_kind: ({ subject }: AuditLine) => subject.kind,
  change_id: ({ changeId }: AuditLine) => changeId ?? null,
  reason: ({ reason }: AuditLine) => reason || null,
};

/** Entries as `append_audit_entries` takes them: what is each one's own, and what all have in common. */
function asJson(context: Context, lines: readonly AuditLine[]): { own: string; shared: string } {
  const common: Record<string, unknown> = commonOf(context);
  const rows = lines.map(({ subject: { id: subject_id }, before, after }) => ({
    ...{ subject_id, before, after },
  }));
  for (const [column, of] of Object.entries(OFTEN_SHARED)) {
    const values = lines.map(of);
    const agree = values.every((value) => value === values[0]);
    if (agree) Object.assign(common, { [column]: values[0] });
    else for (const [at, row] of rows.entries()) Object.assign(row, { [column]: values[at] });
  }
  return { own: redactText(JSON.stringify(rows)), shared: redactText(JSON.stringify(common)) };
}

/** Writes audit entries in the caller's transaction at once, and returns their ids in their order. */
export async function writeAudits(
  tx: Db,
  context: Context,
  lines: readonly AuditLine[],
): Promise<bigint[]> {
  if (lines.length === 0) return [];
  const { own, shared } = asJson(context, lines);
  const [appended] = await tx.$queryRaw<{ ids: bigint[] }[]>`
    SELECT append_audit_entries(${own}::jsonb, NULL, ${shared}::jsonb) AS ids`;
  return appended?.ids ?? [];
}

/** The same for one entry. */
export async function writeAudit(tx: Db, context: Context, line: AuditLine): Promise<bigint> {
  const [id] = await writeAudits(tx, context, [line]);
  if (id === undefined) throw new Error('An audit entry was not written.');
  return id;
}

/** Writes how an audited act ended; an entry gets one outcome, once. */
export async function writeOutcome(
  tx: Db,
  entryId: bigint,
  outcome: { at: Date; result: AuditOutcome['result']; code?: string | null; detail?: unknown },
): Promise<void> {
  await tx.auditOutcome.create({
    data: {
      entryId,
      at: outcome.at,
      result: outcome.result,
      code: outcome.code ?? null,
      detail: json(outcome.detail),
    },
  });
}

const REFUSAL = {
  name: 'record_refusal',
  text: `
    SELECT append_audit_outcomes(jsonb_build_array($3::jsonb || jsonb_build_object('entry_id', ids[1])))
    FROM append_audit_entries($1::jsonb, NULL, $2::jsonb) AS ids`,
};

/**
 * Writes down what was refused before anything was done: the entry and its outcome, in one statement and
 * past Prisma. Throws what the database does.
 */
export async function recordRefusal(context: Context, line: AuditLine, code: string) {
  const { own, shared } = asJson(context, [line]);
  const outcome = JSON.stringify({ at: context.now, result: 'refused', code });
  await rowsOf({ ...REFUSAL, values: [own, shared, outcome] });
}

function view(row: Row, names: ReadonlyMap<string, string>): AuditView {
  const subject = { kind: row.subjectKind, id: row.subjectId };
  return {
    id: String(row.id),
    at: row.at.toISOString(),
    actor: actorOf(row),
    action: row.action,
    subject: { ...subject, name: names.get(nameKey(subject)) ?? null },
    changeId: row.changeId,
    reason: row.reason,
    before: row.before,
    after: row.after,
    requestId: row.requestId,
    outcome: row.endedAt &&
      row.result && {
        at: row.endedAt.toISOString(),
        result: row.result,
        code: row.code,
        detail: row.detail,
      },
  };
}

const word = line(200);

/** How an act that reaches beyond the database can end. */
export const OUTCOMES = ['succeeded', 'failed', 'refused', 'unknown'] as const;

/** Filters of the audit, as the API and the page take them. */
export const auditFilter = z.strictObject({
  subjectKind: word.optional().describe('What it was done to, e.g. `account`.'),
  subjectId: word.optional().describe('The id of what it was done to.'),
  action: word
    .optional()
    .describe('An action, whole or up to a dot: `session` finds `session.mint`.'),
  actor: word.optional().describe('The id or the name of who did it.'),
  changeId: z.uuid().optional().describe('The change that it belongs to.'),
  from: z.iso.datetime({ offset: true }).optional().describe('From this moment on.'),
  to: z.iso.datetime({ offset: true }).optional().describe('Before this moment.'),
  outcome: z
    .enum(OUTCOMES)
    .optional()
    .describe('How an act ended; `unknown` is a mint or a refund whose end is not recorded.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: word.optional(),
});

export type AuditFilter = Partial<z.output<typeof auditFilter>>;

type Row = AuditEntry & {
  endedAt: Date | null;
  result: AuditOutcome['result'] | null;
  code: string | null;
  detail: AuditOutcome['detail'];
};

async function read(filter: AuditFilter, after: AuditPlace | null, rows: number): Promise<Row[]> {
  const newest = await newestEntries(db(), filter, after, rows);
  if (!newest) return [];
  return db().$queryRaw<Row[]>(Prisma.sql`
    SELECT e.id, e.at, e.actor_kind::text AS "actorKind", e.actor_id AS "actorId",
           e.actor_name AS "actorName", e.action, e.subject_kind AS "subjectKind",
           e.subject_id AS "subjectId", e.change_id::text AS "changeId", e.reason, e.before,
           ${WITH_SENT.after} AS after,
           e.request_id AS "requestId", o.at AS "endedAt", o.result::text AS result, o.code, o.detail
    FROM (${newest}) found
    JOIN audit_entry e ON e.id = found.id
    LEFT JOIN audit_outcome o ON o.entry_id = e.id
    ${WITH_SENT.join}
    ORDER BY found.at DESC, found.id DESC`);
}

/** The audit, newest first. Action matches whole or up to a dot: `session` finds `session.mint`. */
export const listAudit = verb(
  'audit:read',
  async (_context, filter: AuditFilter): Promise<Page<AuditView>> => {
    const { limit = 50, cursor } = filter;
    const after = cursor === undefined ? null : placeOf(cursor);
    const rows = await read(filter, after, limit + 1);
    const names = await subjectNames(
      db(),
      rows.map(({ subjectKind: kind, subjectId: id }) => ({ kind, id })),
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.at.toISOString(), String(row.id)],
      (row) => view(row, names),
    );
  },
);

function placeOf(cursor: string): AuditPlace {
  const [at = '', id = ''] = unpackCursor(cursor, 2);
  if (z.iso.datetime().safeParse(at).success && /^\d{1,18}$/.test(id)) {
    return [new Date(at), BigInt(id)];
  }
  throw invalid({ pointer: '/cursor', message: 'This cursor is not one of ours.' });
}
