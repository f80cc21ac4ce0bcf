import { as, factsOf, later, NOW } from '@/e2e/support/verbs';
import type { BulkJobView, BulkPreview } from '@/lib/domain/bulk/views';
import { parse } from '@/lib/domain/parse';
import type { Role } from '@/lib/domain/permissions';
import { runBulkJobs } from '@/lib/jobs/bulk';
import { saveAccounts } from '../../account-mirror';
import { getBulkJob } from '../jobs';
import { bulkRequest, startBulkJob } from '../start-job';

/** So many accounts of a country that no other test uses, so that a filter finds just these. */
export async function accountsIn(country: string, count: number): Promise<string[]> {
  const facts = Array.from({ length: count }, () => factsOf({ traits: { country } }));
  await saveAccounts(facts, { askedAt: NOW, requestId: 'bulk-tests', now: NOW });
  const ids = facts.map(({ id }) => id);
  return ids.sort();
}

interface Asked {
  act: object;
  filter: object;
  reason?: string;
  expected?: number;
}

/** What a job would do. */
export async function lookAt(asked: Asked, role: Role = 'operator'): Promise<BulkPreview> {
  const request = parse(bulkRequest, { reason: 'Because of a test', ...asked, dryRun: true });
  return (await startBulkJob(as(role), request)) as BulkPreview;
}

/** Starts a job. */
export async function startJob(asked: Asked, role: Role = 'operator'): Promise<BulkJobView> {
  const request = parse(bulkRequest, { reason: 'Because of a test', ...asked });
  return (await startBulkJob(as(role), request)) as BulkJobView;
}

let seconds = 0;

/** Runs all jobs for as far as they go, and returns one of them. */
export async function runAll(id: string): Promise<BulkJobView> {
  for (let more = true; more; ) {
    seconds += 1;
    const at = later(seconds * 1000);
    more = await runBulkJobs(() => at);
  }
  return getBulkJob(as('support'), { id });
}
