import 'server-only';
import { randomUUID } from 'node:crypto';
import { pruneNews } from '@/lib/data/cache/prune';
import { applyDueChange } from '@/lib/data/changes/act-on-change';
import { dueChanges, expireOverrides } from '@/lib/data/changes/due';
import type { Context } from '@/lib/data/context';
import { pruneKeys } from '@/lib/data/idempotency';
import { AppError } from '@/lib/domain/errors';
import { SYSTEM } from '@/lib/domain/permissions';
import { log } from '@/lib/log';

const contextAt = (now: Date): Context => ({ actor: SYSTEM, requestId: randomUUID(), now });

/**
 * Does all that is due at a moment: applies scheduled changes whose time has come, ends overrides
 * whose time is over, and forgets old idempotency keys and what caches have long forgotten. Several
 * instances may do it at once: the door lets each thing happen once.
 * Returns how many changes were applied or failed.
 */
export async function doWhatIsDue(now: Date): Promise<number> {
  let done = 0;
  for (const id of await dueChanges(contextAt(now), undefined)) {
    try {
      const context = contextAt(now);
      const { status } = await applyDueChange(context, { id });
      log.info({ requestId: context.requestId, change: id, status }, 'scheduled change');
      done += 1;
    } catch (error) {
      // Another instance was quicker, or somebody took it off the schedule meanwhile.
      if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    }
  }
  for (let more = true; more; ) more = (await expireOverrides(contextAt(now), undefined)) > 0;
  for (const prune of [pruneKeys, pruneNews]) {
    for (let more = true; more; ) more = (await prune(contextAt(now), undefined)) > 0;
  }
  return done;
}
