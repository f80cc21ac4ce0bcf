import 'server-only';
import { connections } from '@/lib/db';
import { probeDatabase } from '@/lib/db-probe';
import { verb } from './context';
import { readiness } from './readiness';

/** How long a look at the queues may take: who asks would rather have the other figures. */
const WITHIN_MS = 1_500;

interface Queue {
  queue: string;
  waiting: number;
  oldestSeconds: number;
}

/** What is due and not done, with how long the first of it has been. */
const QUEUES = `
  WITH due (queue, since) AS (
    SELECT 'notices', next_at FROM notice_delivery WHERE status = 'pending' AND next_at <= now()
    UNION ALL
    SELECT 'changes', apply_at FROM change WHERE status = 'scheduled' AND apply_at <= now()
    UNION ALL
    SELECT 'account_refreshes', next_at FROM account_refresh WHERE next_at <= now()
    UNION ALL
    SELECT 'bulk_jobs', moved_at FROM bulk_job WHERE status = 'running'
  )
  SELECT queue, count(since)::int AS waiting,
         coalesce(extract(epoch FROM now() - min(since)), 0)::float AS "oldestSeconds"
  FROM unnest(ARRAY['notices', 'changes', 'account_refreshes', 'bulk_jobs']) AS queue
  LEFT JOIN due USING (queue) GROUP BY queue ORDER BY queue`;

/** What no process can count by itself; `queues` is null where the database did not say in time. */
export interface Readings {
  queues: Queue[] | null;
  databaseUp: boolean;
  connections: { inUse: number; idle: number; waiting: number };
}

/** What is looked up when somebody asks for metrics. It answers in time also without a database. */
export const takeReadings = verb('metrics:read', async (): Promise<Readings> => {
  const { database } = await readiness();
  const queues =
    database === 'ok' ? await probeDatabase<Queue>(QUEUES, WITHIN_MS).catch(() => null) : null;
  return { queues, databaseUp: database === 'ok', connections: connections() };
});
