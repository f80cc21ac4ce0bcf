import 'server-only';
import { type Db, Prisma } from '@/lib/db';
import { afterMove, hasEnded, type JobMove } from '@/lib/domain/bulk/job-life';
import { writeAudit } from '../audit';
import { rowsOf } from '../changes/rows-of';
import type { Stored } from '../changes/wake';
import type { Context } from '../context';
import type { BulkItem, BulkJob } from '../generated/client';

/** Where a chunk left its job, and the change that it made. */
export interface Left {
  more: boolean;
  change: Stored | null;
}

/** Nothing more is to be done now. */
export const STOP: Left = { more: false, change: null };

/**
 * Whether no other runner is at this job, which then stays so until the end of the transaction. A
 * second one would only stand in the door's queue, before everybody who waits there.
 */
export async function isFree(tx: Db, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ free: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${id}, 0)) AS free`;
  return row?.free === true;
}

/** The job, held until the end of the transaction; null where it does not run. */
export async function running(tx: Db, id: string): Promise<BulkJob | null> {
  await tx.$executeRaw`SELECT 1 FROM bulk_job WHERE id = ${id}::uuid FOR UPDATE`;
  const job = await tx.bulkJob.findUnique({ where: { id } });
  return job?.status === 'running' ? job : null;
}

/** Moves the job on, with an audit entry that says why. */
export async function move(
  tx: Db,
  context: Context,
  job: BulkJob,
  by: JobMove,
  halted: string | null,
): Promise<Left> {
  const status = afterMove(job.status, by);
  const endedAt = hasEnded(status) ? context.now : null;
  const data = { status, halted, endedAt, movedAt: context.now };
  await tx.bulkJob.update({ where: { id: job.id }, data });
  await writeAudit(tx, context, {
    action: `bulk_job.${by}`,
    subject: { kind: 'bulk_job', id: job.id },
    reason: halted ?? job.reason,
    before: { status: job.status },
    after: { status },
  });
  return STOP;
}

/** The accounts that are next. */
export const nextItems = (tx: Db, { id, position }: BulkJob, most: number): Promise<BulkItem[]> =>
  rowsOf<BulkItem>(
    tx,
    Prisma.sql`
      SELECT job_id AS "jobId", position, account_id AS "accountId", wish, problem
      FROM bulk_item WHERE job_id = ${id}::uuid AND position > ${position}
      ORDER BY position LIMIT ${most}`,
  );

/** Notes how far the job has come. It is one transaction with the change, so neither is without the other. */
export async function advance(
  tx: Db,
  { id }: BulkJob,
  to: { position: number; unchanged: number; refused?: number; now: Date },
): Promise<void> {
  const { position, unchanged, refused = 0, now } = to;
  await tx.bulkJob.update({
    where: { id },
    data: {
      ...{ position, movedAt: now },
      unchanged: { increment: unchanged },
      refused: { increment: refused },
    },
  });
}
