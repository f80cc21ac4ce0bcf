import { beforeAll, expect, test, vi } from 'vitest';
import { addPeople, change, newTemplate, query } from '@/e2e/support/verbs';
import { accountsIn, runAll, startJob } from './testing/jobs';

// Several changes through the door, one after the other.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(addPeople);

/** Everything that a change has written of these accounts, with a place for what differs by nature. */
async function rowsOf(ids: readonly string[]): Promise<string[]> {
  const rows = await query<{ row: string }>(
    `SELECT concat_ws(' ', a.policy_revision, a.assigned_template_key, a.template_key, a.assigned_by,
              a.tags, r.assigned_template_key, r.tags, r.overrides, e.action, e.before, e.after,
              e.actor_name, c.status, (r.valid_from = c.applied_at), (e.change_id = c.id),
              (SELECT d FROM jsonb_array_elements(c.diff) d WHERE d -> 'subject' ->> 'id' = a.id),
              (SELECT count(*) FROM jsonb_array_elements(c.edits) d WHERE d ->> 'account' = a.id),
              (v.edits = c.edits), a.id) AS row
     FROM account a
     JOIN account_revision r ON r.account_id = a.id AND r.revision = a.policy_revision
     JOIN change c ON c.id = r.change_id
     JOIN change_version v ON v.change_id = c.id AND v.version = 1
     JOIN audit_entry e ON e.subject_id = a.id AND e.change_id = c.id
     WHERE a.id = ANY($1) ORDER BY a.id`,
    [ids],
  );
  const places = new Map(ids.map((id, index) => [id, `account-${index}`]));
  return rows.map(({ row }) =>
    row
      .replace(/acct_1Test[0-9a-f]{12}/g, (id) => places.get(id) ?? id)
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time'),
  );
}

test('a job assigns many at once and writes what a change of each alone writes', async () => {
  const template = await newTemplate({ payments: 'on' });
  const [alone, together] = [await accountsIn('BC', 4), await accountsIn('BD', 4)];
  for (const [first = '', second = '', third = ''] of [alone, together]) {
    const set = { 'payments.refund_management': 'on', payouts: 'off' };
    await change([
      { op: 'account.override', account: first, set, note: 'Kept', expiresAt: null },
      { op: 'account.tag', account: second, add: ['vip', 'beta'] },
      { op: 'account.assign', account: third, template: 'base' },
    ]);
  }
  for (const account of alone) await change([{ op: 'account.assign', account, template }]);
  const act = { op: 'account.assign', template };
  const { id } = await startJob({ act, filter: { country: 'BD' } });
  expect(await runAll(id)).toMatchObject({ counts: { applied: 4 }, chunkCount: 1 });
  const rows = await rowsOf(together);
  expect(rows).toHaveLength(4);
  expect(rows).toEqual(await rowsOf(alone));
});
