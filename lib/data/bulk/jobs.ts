import 'server-only';
import { z } from 'zod';
import { db, Prisma } from '@/lib/db';
import { afterMove, hasEnded, JOB_STATUSES } from '@/lib/domain/bulk/job-life';
import type { BulkJobSummary, BulkJobView } from '@/lib/domain/bulk/views';
import { notFound } from '@/lib/domain/errors';
import type { Page } from '@/lib/domain/views';
import { writeAudit } from '../audit';
import { verb } from '../context';
import { pageOf, unpackCursor } from '../cursor';
import { JOB_COLUMNS, type JobRow, jobSummary, jobView } from './job-view';
import { wakeBulk } from './wake';

/** Filters of the list of jobs, as query parameters of the API and of the page. */
export const bulkJobFilter = z.strictObject({
  status: z.enum(JOB_STATUSES).optional().describe('Where the job is.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
});
export type BulkJobFilter = Partial<z.output<typeof bulkJobFilter>>;

function behind(cursor: string | undefined): Prisma.Sql {
  if (cursor === undefined) return Prisma.sql`TRUE`;
  const [at = '', id = ''] = unpackCursor(cursor, 2);
  const place = z.tuple([z.iso.datetime(), z.uuid()]).safeParse([at, id]);
  // A place that no job has: the page behind it is empty.
  if (!place.success) return Prisma.sql`FALSE`;
  return Prisma.sql`(j.created_at, j.id) < (${new Date(at)}, ${id}::uuid)`;
}

/** Bulk jobs, newest first, with how far each has come. */
export const listBulkJobs = verb(
  'policy:read',
  async (
    _context,
    { status, limit = 50, cursor }: BulkJobFilter,
  ): Promise<Page<BulkJobSummary>> => {
    const of = status ? Prisma.sql`j.status = ${status}::bulk_status` : Prisma.sql`TRUE`;
    const rows = await db().$queryRaw<JobRow[]>(Prisma.sql`
      SELECT ${JOB_COLUMNS} FROM bulk_job j WHERE ${of} AND ${behind(cursor)}
      ORDER BY j.created_at DESC, j.id DESC LIMIT ${limit + 1}`);
    const place = ({ createdAt, id }: JobRow) => [createdAt.toISOString(), id];
    return pageOf(rows, limit, place, jobSummary);
  },
);

/** One bulk job with its progress, its chunks and what was refused. Throws `not_found`. */
export const getBulkJob = verb(
  'policy:read',
  (_context, { id }: { id: string }): Promise<BulkJobView> => jobView(db(), id),
);

/**
 * Pauses, resumes or cancels a job. What it has applied stays. It waits for a chunk that is being
 * applied, so that nothing more happens after the answer. Throws `not_found`, and `conflict` where
 * the job is not in a status for it.
 */
export const moveBulkJob = verb(
  'policy:write',
  async (
    context,
    { id, move }: { id: string; move: 'pause' | 'resume' | 'cancel' },
  ): Promise<BulkJobView> => {
    if (!z.uuid().safeParse(id).success) throw notFound('bulk job', id);
    const view = await db().$transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM bulk_job WHERE id = ${id}::uuid FOR UPDATE`;
      const job = await tx.bulkJob.findUnique({ where: { id } });
      if (!job) throw notFound('bulk job', id);
      const status = afterMove(job.status, move);
      const endedAt = hasEnded(status) ? context.now : null;
      const data = { status, endedAt, movedAt: context.now, halted: null };
      await tx.bulkJob.update({ where: { id }, data });
      await writeAudit(tx, context, {
        action: `bulk_job.${move}`,
        subject: { kind: 'bulk_job', id },
        reason: job.reason,
        before: { status: job.status },
        after: { status },
      });
      return jobView(tx, id);
    });
    if (move === 'resume') wakeBulk();
    return view;
  },
);
