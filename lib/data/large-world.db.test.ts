import { beforeAll, expect, test } from 'vitest';
import { fillWorld } from '@/e2e/bench/world';
import { fillAudit } from '@/e2e/bench/world-audit';
import { as, patientDatabase, query } from '@/e2e/support/verbs';
import { env } from '@/lib/env';
import { countAccounts, listAccounts } from './accounts';
import { type AuditFilter, listAudit } from './audit';
import { verifyAudit } from './audit-chain';

beforeAll(patientDatabase);

beforeAll(async () => {
  const url = env().DATABASE_URL;
  await fillWorld(url, { accounts: 3000, templates: 60, overrides: 600 });
  await fillAudit(url, 2000);
}, 120_000);

const ROWS: Record<string, number> = { account: 3000, template: 60, audit_entry: 2000 };

test.each(Object.keys(ROWS))('a world has as many rows of %s as were asked for', async (table) => {
  expect(await query(`SELECT count(*)::int AS rows FROM ${table}`)).toEqual([
    { rows: ROWS[table] },
  ]);
});

test('its audit is whole', async () => {
  const { whole, rows } = await verifyAudit(as('auditor'), {});
  expect(whole).toBe(true);
  expect(rows).toBeGreaterThan(3000);
});

test('its triggers, keys and indexes are those of the migrations', async () => {
  expect(await query(`SELECT tgname FROM pg_trigger WHERE tgenabled <> 'O'`)).toEqual([]);
  const [found] = await query(`SELECT count(*)::int AS keys FROM pg_constraint
    WHERE conrelid = 'audit_outcome'::regclass AND contype = 'f'`);
  expect(found).toEqual({ keys: 1 });
});

test('its tags are counted as the database counts them', async () => {
  expect(
    await query(`SELECT tag, count(*)::int AS n FROM account, unnest(tags) tag GROUP BY 1
      EXCEPT SELECT value, accounts FROM tag`),
  ).toEqual([]);
});

test('its lists and its counts agree', async () => {
  const context = as('support');
  const { accounts } = await countAccounts(context, { expiring: true });
  const { data } = await listAccounts(context, { expiring: true, limit: 200 });
  expect(data).toHaveLength(accounts);
});

/** All that a filter finds, page by page. */
async function all(filter: AuditFilter): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listAudit(as('auditor'), { ...filter, limit: 7, cursor });
    ids.push(...page.data.map(({ id }) => id));
    if (page.nextCursor === null) return ids;
    cursor = page.nextCursor;
  }
}

const ENDS: [string, string, () => AuditFilter][] = [
  ['failed', `o.result = 'failed'`, () => ({ outcome: 'failed' })],
  ['refused', `o.result = 'refused'`, () => ({ outcome: 'refused' })],
  [
    'not known',
    `o.result IS NULL AND e.action IN ('session.mint', 'fee.refund')`,
    () => ({ outcome: 'unknown' }),
  ],
  [
    'failed refunds',
    `o.result = 'failed' AND e.action = 'fee.refund'`,
    () => ({ action: 'fee', outcome: 'failed' }),
  ],
  ['actions of a kind', `e.action LIKE 'user.%'`, () => ({ action: 'user' })],
  ['a kind of subject', `e.subject_kind = 'change'`, () => ({ subjectKind: 'change' })],
  [
    'a name',
    `e.actor_name = 'Back End 2'  AND e.action = 'fee.refund'`,
    () => ({ actor: 'Back End 2', action: 'fee.refund' }),
  ],
];

test.each(ENDS)('the audit finds all and only: %s', async (_name, where, filter) => {
  const expected = await query(`SELECT e.id::text FROM audit_entry e
    LEFT JOIN audit_outcome o ON o.entry_id = e.id WHERE ${where} ORDER BY e.at DESC, e.id DESC`);
  expect(await all(filter())).toEqual(expected.map((row) => row.id));
});
