import 'server-only';
import { z } from 'zod';
import { type Db, Prisma } from '@/lib/db';
import { bulkAct } from '@/lib/domain/bulk/acts';
import { openMoves } from '@/lib/domain/bulk/job-life';
import type {
  BulkChunkView,
  BulkCounts,
  BulkImpact,
  BulkJobSummary,
  BulkJobView,
} from '@/lib/domain/bulk/views';
import { notFound } from '@/lib/domain/errors';
import { type ActorRef, OPEN_STATUSES } from '@/lib/domain/views';
import type { BulkJob } from '../generated/client';

/** Chunks and refusals that a job's view names. */
const MOST_SHOWN = 100;

const kept = z.object({ act: bulkAct.nullable() });

/** A row of `bulk_job` with the accounts of its chunks, by what became of their changes. */
export type JobRow = BulkJob & { applied: number; waiting: number; rejected: number };

/** SQL for how many accounts of the chunks of job `j` are in changes of some statuses. */
const inChunks = (statuses: readonly string[]) => Prisma.sql`(
  SELECT coalesce(sum(k.accounts), 0)::int FROM bulk_chunk k JOIN change c ON c.id = k.change_id
  WHERE k.job_id = j.id AND c.status = ANY(${[...statuses]}::change_status[]))`;

/** SQL for the columns of `JobRow` over `bulk_job` named `j`. */
export const JOB_COLUMNS = Prisma.sql`
  j.id, j.status, j.act, j.filter, j.file, j.reason, j.actor_kind AS "actorKind",
  j.actor_id AS "actorId", j.actor_name AS "actorName", j.created_at AS "createdAt",
  j.moved_at AS "movedAt", j.ended_at AS "endedAt", j.halted, j.matched, j.position,
  j.unchanged, j.refused, j.impact,
  ${inChunks(['applied', 'reverted'])} AS applied, ${inChunks(OPEN_STATUSES)} AS waiting,
  ${inChunks(['rejected'])} AS rejected`;

function countsOf(row: JobRow): BulkCounts {
  const { matched, applied, waiting, rejected, unchanged, refused, position } = row;
  return { matched, applied, waiting, rejected, unchanged, refused, left: matched - position };
}

/** A job as a list shows it. */
export function jobSummary(row: JobRow): BulkJobSummary {
  const { id, status, filter, file, reason, halted } = row;
  return {
    ...{ id, status, file, reason, halted },
    act: kept.parse({ act: row.act }).act,
    filter: filter as BulkJobSummary['filter'],
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName } as ActorRef,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    counts: countsOf(row),
  };
}

function chunksOf(tx: Db, id: string): Promise<BulkChunkView[]> {
  return tx.$queryRaw<BulkChunkView[]>(Prisma.sql`
    SELECT k.number, k.accounts, k.change_id::text AS change, c.status::text AS status
    FROM bulk_chunk k JOIN change c ON c.id = k.change_id
    WHERE k.job_id = ${id}::uuid
    ORDER BY c.status = ANY(${[...OPEN_STATUSES]}::change_status[]) DESC, k.number DESC
    LIMIT ${MOST_SHOWN}`);
}

function refusalsOf(tx: Db, id: string): Promise<BulkJobView['refusals']> {
  return tx.$queryRaw<BulkJobView['refusals']>(Prisma.sql`
    SELECT i.account_id AS account, a.name, i.problem AS message
    FROM bulk_item i JOIN account a ON a.id = i.account_id
    WHERE i.job_id = ${id}::uuid AND i.problem IS NOT NULL
    ORDER BY i.position LIMIT ${MOST_SHOWN}`);
}

/** One job with its newest chunks, those that wait for somebody first. Throws `not_found`. */
export async function jobView(tx: Db, id: string): Promise<BulkJobView> {
  if (!z.uuid().safeParse(id).success) throw notFound('bulk job', id);
  const [row] = await tx.$queryRaw<JobRow[]>(Prisma.sql`
    SELECT ${JOB_COLUMNS} FROM bulk_job j WHERE j.id = ${id}::uuid`);
  if (!row) throw notFound('bulk job', id);
  return {
    ...jobSummary(row),
    movedAt: row.movedAt.toISOString(),
    impact: row.impact as unknown as BulkImpact,
    moves: openMoves(row.status),
    chunks: await chunksOf(tx, id),
    chunkCount: await tx.bulkChunk.count({ where: { jobId: id } }),
    refusals: await refusalsOf(tx, id),
  };
}
