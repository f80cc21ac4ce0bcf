import 'server-only';
import { z } from 'zod';
import { type Db, db } from '@/lib/db';
import { invalid } from '@/lib/domain/errors';
import { line } from '@/lib/domain/text';
import type { AuditView, Page } from '@/lib/domain/views';
import { actorOf } from './actor-ref';
import { type Context, verb } from './context';
import { pageOf, unpackCursor } from './cursor';
import type { AuditEntry, AuditOutcome, Prisma } from './generated/client';
import { escapeLike } from './like';
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
    : (JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue);

const entryOf = ({ actor, now, requestId }: Context, line: AuditLine) => ({
  at: now,
  actorKind: actor.kind,
  actorId: actor.id,
  actorName: actor.name,
  action: line.action,
  subjectKind: line.subject.kind,
  subjectId: line.subject.id,
  changeId: line.changeId ?? null,
  reason: line.reason ?? null,
  before: json(line.before),
  after: json(line.after),
  requestId,
});

/** Writes an audit entry in the caller's transaction and returns its id. */
export async function writeAudit(tx: Db, context: Context, line: AuditLine): Promise<bigint> {
  const { id } = await tx.auditEntry.create({
    data: entryOf(context, line),
    select: { id: true },
  });
  return id;
}

/** Writes several audit entries in the caller's transaction at once. */
export async function writeAudits(
  tx: Db,
  context: Context,
  lines: readonly AuditLine[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.auditEntry.createMany({ data: lines.map((line) => entryOf(context, line)) });
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

function view(
  row: AuditEntry & { outcome: AuditOutcome | null },
  names: ReadonlyMap<string, string>,
): AuditView {
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
    outcome: row.outcome && {
      at: row.outcome.at.toISOString(),
      result: row.outcome.result,
      code: row.outcome.code,
      detail: row.outcome.detail,
    },
  };
}

const word = line(200);

/** How an act that reaches beyond the database can end. */
export const OUTCOMES = ['succeeded', 'failed', 'refused', 'unknown'] as const;

/** Acts that reach beyond the database, so that no outcome means that the end is not known. */
const WITH_OUTCOME = ['session.mint', 'fee.refund'] as const;

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

function whereOf(by: AuditFilter): Prisma.AuditEntryWhereInput {
  const all: Prisma.AuditEntryWhereInput[] = [];
  if (by.subjectKind) all.push({ subjectKind: by.subjectKind });
  if (by.subjectId) all.push({ subjectId: by.subjectId });
  if (by.changeId) all.push({ changeId: by.changeId });
  if (by.actor) all.push({ OR: [{ actorId: by.actor }, { actorName: by.actor }] });
  if (by.action) {
    const below = { startsWith: `${escapeLike(by.action)}.` };
    all.push({ OR: [{ action: by.action }, { action: below }] });
  }
  if (by.from) all.push({ at: { gte: new Date(by.from) } });
  if (by.to) all.push({ at: { lt: new Date(by.to) } });
  if (by.outcome === 'unknown') all.push({ action: { in: [...WITH_OUTCOME] }, outcome: null });
  else if (by.outcome) all.push({ outcome: { result: by.outcome } });
  return { AND: all };
}

/** The audit, newest first. Action matches whole or up to a dot: `session` finds `session.mint`. */
export const listAudit = verb(
  'audit:read',
  async (_context, filter: AuditFilter): Promise<Page<AuditView>> => {
    const { limit = 50, cursor } = filter;
    const before = cursor === undefined ? undefined : entryId(unpackCursor(cursor, 1)[0] ?? '');
    const rows = await db().auditEntry.findMany({
      where: { AND: [whereOf(filter), before === undefined ? {} : { id: { lt: before } }] },
      include: { outcome: true },
      orderBy: { id: 'desc' },
      take: limit + 1,
    });
    const names = await subjectNames(
      db(),
      rows.map(({ subjectKind: kind, subjectId: id }) => ({ kind, id })),
    );
    return pageOf(
      rows,
      limit,
      (row) => [String(row.id)],
      (row) => view(row, names),
    );
  },
);

function entryId(text: string): bigint {
  if (/^\d{1,18}$/.test(text)) return BigInt(text);
  throw invalid({ pointer: '/cursor', message: 'This cursor is not one of ours.' });
}
