import { afterEach, expect, test, vi } from 'vitest';
import { as, change, later, MINUTE, newAccount, query } from '@/e2e/support/verbs';
import { submitChange } from '@/lib/data/changes/submit-change';
import { closeProbe } from '@/lib/db-probe';
import { lookForDatabase } from '@/lib/db-watch';
import { changeRequest } from '@/lib/domain/edits';
import { parse } from '@/lib/domain/parse';
import { now } from '@/lib/time';
import { doWhatIsDue } from './clock';

afterEach(async () => {
  vi.restoreAllMocks();
  await lookForDatabase();
  closeProbe();
});

test('what fell due while nothing ran is done at the next start, once, however many start', async () => {
  const [scheduled, expiring] = [await newAccount(), await newAccount()];
  const override = (account: string, more: object = {}) => ({
    op: 'account.override',
    account,
    set: { payments: 'on' },
    ...more,
  });
  const at = later(10 * MINUTE).toISOString();
  await change([override(expiring, { expiresAt: at })]);
  for (const cell of ['documents', 'payouts']) {
    const edits = [override(scheduled, { set: { [cell]: 'on' } })];
    const request = { reason: 'In ten minutes', edits, applyAt: at };
    await submitChange(as('operator'), parse(changeRequest, request));
  }
  expect(await doWhatIsDue(later(9 * MINUTE))).toBe(0);

  const late = later(60 * MINUTE);
  const done = await Promise.all([1, 2, 3].map(() => doWhatIsDue(late)));
  expect(done.reduce((sum, count) => sum + count, 0)).toBe(2);
  expect(await doWhatIsDue(late)).toBe(0);
  const cells = `SELECT cell FROM override WHERE account_id = $1 ORDER BY cell`;
  expect(await query(cells, [scheduled])).toEqual([{ cell: 'documents' }, { cell: 'payouts' }]);
  expect(await query(cells, [expiring])).toEqual([]);
  const revisions = `SELECT count(*)::int AS count FROM account_revision WHERE account_id = $1`;
  expect(await query(revisions, [scheduled])).toEqual([{ count: 2 }]);
  expect(await query(revisions, [expiring])).toEqual([{ count: 2 }]);
});

test.each([10, -10])(
  'a clock that is off by %i minutes fires nothing early or late',
  async (off) => {
    const [soon, later] = [await newAccount(), await newAccount()];
    const schedule = async (account: string, inMs: number) => {
      const edits = [{ op: 'account.override', account, set: { payments: 'on' } }];
      const applyAt = new Date(Date.now() + inMs).toISOString();
      const context = { ...as('operator'), now: new Date(Date.now() - 2 * MINUTE) };
      const request = parse(changeRequest, { reason: 'By a clock that is off', edits, applyAt });
      await submitChange(context, request);
    };
    await schedule(soon, -MINUTE);
    await schedule(later, MINUTE);
    const right = performance.timeOrigin;
    vi.spyOn(performance, 'timeOrigin', 'get').mockReturnValue(right + off * MINUTE);
    await lookForDatabase();
    expect(await doWhatIsDue(now())).toBe(1);
    const cells = 'SELECT account_id FROM override WHERE account_id = ANY($1)';
    expect(await query(cells, [[soon, later]])).toEqual([{ account_id: soon }]);
  },
);
