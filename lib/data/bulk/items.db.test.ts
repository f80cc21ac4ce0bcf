import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test, vi } from 'vitest';
import { addPeople, query } from '@/e2e/support/verbs';

import { accountsIn, startJob } from './testing/jobs';

vi.setConfig({ testTimeout: 60_000 });

beforeAll(addPeople);

const act = { op: 'account.tag', add: ['noted'] };

test('a job has each account once, whatever finds it', async () => {
  const [account = ''] = await accountsIn('BE', 1);
  const job = randomUUID();
  const twice = query(
    `INSERT INTO bulk_item (job_id, position, account_id)
     SELECT $1, n, $2 FROM generate_series(1, 2) n`,
    [job, account],
  );
  await expect(twice).rejects.toThrow('A job has each account once.');
});

test('what items point to stays', async () => {
  const [account = ''] = await accountsIn('BF', 1);
  const { id } = await startJob({ act, filter: { country: 'BF' } });
  await expect(query('DELETE FROM account WHERE id = $1', [account])).rejects.toThrow(
    'account_traits_account_id_fkey',
  );
  await expect(query('DELETE FROM bulk_job WHERE id = $1', [id])).rejects.toThrow(
    'Items point to this bulk job.',
  );
});

test('where nothing is to be done, no items are left behind', async () => {
  const ids = await accountsIn('BG', 2);
  await query(`UPDATE account SET tags = '{noted}' WHERE id = ANY($1)`, [ids]);
  expect(await startJob({ act, filter: { country: 'BG' } })).toMatchObject({ status: 'unchanged' });
  expect(await query('SELECT FROM bulk_item WHERE account_id = ANY($1)', [ids])).toEqual([]);
});
