import 'server-only';
import { randomUUID } from 'node:crypto';
import { applyApprovedChunks, runningBulkJobs } from '@/lib/data/bulk/due-jobs';
import {
  ASSIGNED_AT_ONCE,
  type ChunkSize,
  failBulkJob,
  runBulkChunk,
} from '@/lib/data/bulk/run-chunk';
import type { Context } from '@/lib/data/context';
import { AppError } from '@/lib/domain/errors';
import { SYSTEM } from '@/lib/domain/permissions';
import { log } from '@/lib/log';
import { isStopping } from '@/lib/stopping';
import { now } from '@/lib/time';

/** After this long a round ends and another one is asked for, so that no round is taken for dead. */
const ROUND_MS = 30_000;

const FAILED =
  'Something went wrong that no account has caused; the log has more. Resume to try again.';

const contextAt = (now: Date): Context => ({ actor: SYSTEM, requestId: randomUUID(), now });

/** Errors after which the same chunk is tried again by itself. */
const isPassing = (error: unknown) =>
  error instanceof AppError && error.code === 'database_unavailable';

async function nextChunk(id: string, size: ChunkSize, clock: () => Date): Promise<boolean> {
  try {
    return await runBulkChunk(contextAt(clock()), { id, size });
  } catch (error) {
    if (isPassing(error)) throw error;
    log.error({ err: error, job: id }, 'bulk job');
    await failBulkJob(contextAt(clock()), { id, why: FAILED });
    return false;
  }
}

/**
 * Goes on with all bulk jobs, a chunk of each in turn, and applies chunks that were approved. All
 * that it has to know stands in the database: after a crash the next round goes on where the last
 * committed chunk ended. Returns whether there is more to do.
 */
export async function runBulkJobs(clock: () => Date = now): Promise<boolean> {
  const until = clock().getTime() + ROUND_MS;
  const sizes = new Map<string, ChunkSize>();
  await applyApprovedChunks(contextAt(clock()), undefined);
  let open = await runningBulkJobs(contextAt(clock()), undefined);
  while (open.length > 0) {
    const more: string[] = [];
    for (const id of open) {
      const size = sizes.get(id) ?? { most: ASSIGNED_AT_ONCE };
      sizes.set(id, size);
      if (await nextChunk(id, size, clock)) more.push(id);
    }
    open = more;
    if (clock().getTime() >= until || isStopping()) return open.length > 0;
  }
  return false;
}
