import { beforeAll, describe, expect, test, vi } from 'vitest';
import { addPeople, as, failure, later, query } from '@/e2e/support/verbs';
import { db } from '@/lib/db';
import { runBulkJobs } from '@/lib/jobs/bulk';
import { getBulkJob } from './jobs';
import { CHUNK, runBulkChunk } from './run-chunk';
import { accountsIn, runAll, startJob } from './testing/jobs';

// Hundreds of accounts are made and changed.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(addPeople);

describe('a crash', () => {
  const POINTS = ['bulk_chunk', 'change', 'account_revision', 'bulk_job'] as const;

  test.each(POINTS)('at a write of %s loses no account and does none twice', async (table) => {
    const country = { bulk_chunk: 'AW', change: 'AX', account_revision: 'AZ', bulk_job: 'BA' }[
      table
    ];
    const ids = await accountsIn(country, CHUNK + 10);
    const act = { op: 'account.tag', add: ['once'] };
    const { id } = await startJob({ act, filter: { country } });
    const on = table === 'bulk_job' ? 'UPDATE' : 'INSERT';
    // The connection ends there, as when the process is killed.
    await query(`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END'`);
    await query(
      `CREATE TRIGGER die BEFORE ${on} ON "${table}" FOR EACH ROW EXECUTE FUNCTION die()`,
    );
    const size = { most: CHUNK };
    await failure(runBulkChunk(as('admin', later(40)), { id, size }));
    await query('DROP FUNCTION die() CASCADE');
    expect(await getBulkJob(as('support'), { id })).toMatchObject({
      status: 'running',
      counts: { left: ids.length, applied: 0 },
      chunks: [],
    });
    expect(await runAll(id)).toMatchObject({ status: 'done', counts: { applied: ids.length } });
    const revisions = await query<{ revision: number }>(
      'SELECT DISTINCT policy_revision AS revision FROM account WHERE id = ANY($1)',
      [ids],
    );
    expect(revisions).toEqual([{ revision: 1 }]);
    const orphans =
      'SELECT 1 FROM bulk_chunk k LEFT JOIN change c ON c.id = k.change_id WHERE c.id IS NULL';
    expect(await query(orphans)).toEqual([]);
  });

  test('and several runners at once do each account once', async () => {
    const ids = await accountsIn('BB', CHUNK + 7);
    const act = { op: 'account.tag', add: ['many'] };
    const { id } = await startJob({ act, filter: { country: 'BB' } });
    const at = later(60_000);
    await Promise.all([1, 2, 3].map(() => runBulkJobs(() => at)));
    const done = await runAll(id);
    expect(done).toMatchObject({ status: 'done', counts: { applied: ids.length, unchanged: 0 } });
    expect(await db().accountRevision.count({ where: { accountId: { in: ids } } })).toBe(
      ids.length,
    );
  });
});
