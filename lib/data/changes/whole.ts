import 'server-only';
import { z } from 'zod';
import type { Db } from '@/lib/db';
import type { Whole } from '@/lib/domain/approvals';

const whole = z.object({
  accounts: z.number(),
  kinds: z.array(z.string()),
  turnsOn: z.array(z.string()),
});

/** What approval rules see of a job, as that keeps it. */
export const wholeFrom = (reach: unknown): Whole => whole.parse(reach) as Whole;

/** What approval rules see of the job that a change is a chunk of; null where it is none. */
export async function wholeOf(tx: Db, changeId: string): Promise<Whole | null> {
  const chunk = await tx.bulkChunk.findUnique({
    where: { changeId },
    select: { job: { select: { reach: true } } },
  });
  return chunk && wholeFrom(chunk.job.reach);
}
