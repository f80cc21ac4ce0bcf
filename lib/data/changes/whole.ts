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
  const [job] = await tx.$queryRaw<{ reach: unknown }[]>`
    SELECT j.reach FROM bulk_chunk c JOIN bulk_job j ON j.id = c.job_id
    WHERE c.change_id = ${changeId}::uuid`;
  return job ? wholeFrom(job.reach) : null;
}
