import 'server-only';
import { db } from '@/lib/db';
import { AppError } from '@/lib/domain/errors';
import { actOnChange } from '../changes/act-on-change';
import { verb } from '../context';
import { starterOf } from './starter';

/** The jobs that run, the oldest first. */
export const runningBulkJobs = verb('policy:read', async (): Promise<string[]> => {
  const rows = await db().bulkJob.findMany({
    where: { status: 'running' },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
});

/** Most approved chunks that are applied in one go. */
const MOST = 100;

/**
 * Applies chunks that were approved, in the name of whoever started their job, unless that was
 * cancelled or stands still. Where one cannot be applied it stays as it is, for people to look at.
 * Returns how many were applied.
 */
export const applyApprovedChunks = verb('policy:write', async (context): Promise<number> => {
  const rows = await db().bulkChunk.findMany({
    where: { change: { status: 'approved' }, job: { status: { in: ['running', 'done'] } } },
    include: { job: true },
    orderBy: [{ jobId: 'asc' }, { number: 'asc' }],
    take: MOST,
  });
  let applied = 0;
  for (const { changeId: id, job } of rows) {
    const starter = await starterOf(db(), job, context.now);
    if ('why' in starter) continue;
    try {
      await actOnChange({ ...context, actor: starter.actor }, { id, move: { act: 'apply' } });
      applied += 1;
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'database_unavailable') throw error;
    }
  }
  return applied;
});
