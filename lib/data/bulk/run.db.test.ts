import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { addPeople, as, change, failure, later, newTemplate, query } from '@/e2e/support/verbs';
import { getChange } from '../change-list';
import { actOnChange, reviewChange } from '../changes/act-on-change';
import { listBulkJobs, moveBulkJob } from './jobs';
import { ASSIGNED_AT_ONCE, CHUNK, runBulkChunk } from './run-chunk';
import { accountsIn, lookAt, runAll, startJob } from './testing/jobs';

// Hundreds of accounts are made and changed.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(addPeople);
beforeEach(addPeople);

const assignments = (ids: readonly string[]) =>
  query<{ key: string | null; revision: number }>(
    `SELECT assigned_template_key AS key, policy_revision AS revision FROM account
     WHERE id = ANY($1) ORDER BY id`,
    [ids],
  );

describe('a job', () => {
  test('does every account that the filter found, once, in chunks that are changes', async () => {
    const template = await newTemplate({ payments: 'on' });
    const ids = await accountsIn('AD', ASSIGNED_AT_ONCE + 20);
    const asked = { act: { op: 'account.assign', template }, filter: { country: 'AD' } };
    const { impact } = await lookAt(asked);
    expect(impact).toMatchObject({ matched: ids.length, accounts: ids.length, refused: 0 });
    const job = await startJob({ ...asked, expected: ids.length });
    expect(job).toMatchObject({ status: 'running', counts: { left: ids.length } });
    // What comes to match later is not part of it.
    const [late] = await accountsIn('AD', 1);
    const done = await runAll(job.id);
    expect(done).toMatchObject({
      status: 'done',
      counts: { matched: ids.length, applied: ids.length, left: 0, refused: 0, unchanged: 0 },
      moves: [],
    });
    expect(done.chunks.map(({ accounts }) => accounts)).toEqual([20, ASSIGNED_AT_ONCE]);
    expect(
      new Set((await assignments(ids)).map(({ key, revision }) => `${key} ${revision}`)),
    ).toEqual(new Set([`${template} 1`]));
    expect(await assignments([late as string])).toEqual([{ key: null, revision: 0 }]);
    const made = await getChange(as('support'), { id: done.chunks[0]?.change as string });
    expect(made.reason).toContain(job.id);
    expect(made.actor.name).toBe('Test operator');
    expect((await lookAt(asked)).impact).toMatchObject({ unchanged: ids.length, accounts: 1 });
    expect((await listBulkJobs(as('support'), {})).data[0]).toMatchObject({ id: job.id });
  });

  test('acts on its own condition without skipping any', async () => {
    const ids = await accountsIn('AE', CHUNK + 5);
    await query(`UPDATE account SET tags = '{old}' WHERE id = ANY($1)`, [ids]);
    const job = await startJob({
      act: { op: 'account.tag', remove: ['old'], add: ['new'] },
      filter: { country: 'AE', tag: 'old' },
    });
    expect((await runAll(job.id)).counts.applied).toBe(ids.length);
    const tags = await query('SELECT DISTINCT tags FROM account WHERE id = ANY($1)', [ids]);
    expect(tags).toEqual([{ tags: ['new'] }]);
  });

  test('sets overrides and clears them, expired ones too', async () => {
    const ids = await accountsIn('AF', 3);
    const filter = { country: 'AF' };
    const act = { op: 'account.override', set: { payments: 'on' }, note: 'All', expiresAt: null };
    await runAll((await startJob({ act, filter })).id);
    const cells = 'SELECT cell, note FROM override WHERE account_id = ANY($1)';
    expect(await query(cells, [ids])).toEqual(ids.map(() => ({ cell: 'payments', note: 'All' })));
    expect((await lookAt({ act, filter })).impact).toMatchObject({ unchanged: 3, accounts: 0 });
    expect((await startJob({ act, filter })).status).toBe('unchanged');
    await runAll((await startJob({ act: { op: 'account.clear' }, filter })).id);
    expect(await query(cells, [ids])).toEqual([]);
  });

  test('is refused where more match than were seen, and for what can be done to no account', async () => {
    await accountsIn('AG', 2);
    const act = { op: 'account.tag', add: ['x'] };
    const filter = { country: 'AG' };
    expect(await failure(startJob({ act, filter, expected: 1 }))).toMatchObject({
      code: 'conflict',
      members: { matched: 2, expected: 1 },
    });
    const gone = { op: 'account.assign', template: 'nowhere' };
    expect(await failure(startJob({ act: gone, filter }))).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/act/template' }],
    });
    const past = {
      op: 'account.override',
      set: { payments: 'on' },
      expiresAt: '2020-01-01T00:00:00Z',
    };
    expect(await failure(startJob({ act: past, filter }))).toMatchObject({
      errors: [{ pointer: '/act/expiresAt' }],
    });
  });
});

describe('the people of a job', () => {
  test('pause it, resume it and cancel it; what is applied stays', async () => {
    const ids = await accountsIn('AL', CHUNK * 2 + 1);
    const act = { op: 'account.tag', add: ['stay'] };
    const { id } = await startJob({ act, filter: { country: 'AL' } });
    const size = { most: CHUNK };
    expect(await runBulkChunk(as('admin', later(9)), { id, size })).toBe(true);
    const paused = await moveBulkJob(as('operator'), { id, move: 'pause' });
    expect(paused).toMatchObject({ status: 'paused', moves: ['resume', 'cancel'] });
    expect(await runBulkChunk(as('admin', later(10)), { id, size })).toBe(false);
    await moveBulkJob(as('operator'), { id, move: 'resume' });
    expect(await runBulkChunk(as('admin', later(11)), { id, size })).toBe(true);
    const cancelled = await moveBulkJob(as('admin'), { id, move: 'cancel' });
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      counts: { applied: 2 * CHUNK, left: ids.length - 2 * CHUNK },
    });
    expect(await failure(moveBulkJob(as('admin'), { id, move: 'resume' }))).toMatchObject({
      code: 'conflict',
    });
    expect((await runAll(id)).counts.applied).toBe(2 * CHUNK);
  });

  test.each([
    ['disabled', 'UPDATE app_user SET disabled_at = now() WHERE id = $1', 'can no longer sign in'],
    [
      'demoted',
      `UPDATE app_user SET role = 'support' WHERE id = $1`,
      'may no longer change policy',
    ],
  ])('are looked at anew at each chunk: %s', async (_what, sql, why) => {
    await accountsIn('AM', CHUNK + 1);
    const act = { op: 'account.tag', add: [`by-${_what}`] };
    const { id } = await startJob({ act, filter: { country: 'AM' } });
    await runBulkChunk(as('admin', later(20)), { id, size: { most: CHUNK } });
    await query(sql, [as('operator').actor.id]);
    const halted = await runAll(id);
    expect(halted).toMatchObject({ status: 'paused', counts: { applied: CHUNK } });
    expect(halted.halted).toContain(why);
    await addPeople();
    await moveBulkJob(as('admin'), { id, move: 'resume' });
    expect((await runAll(id)).counts.left).toBe(0);
  });
});

describe('an account that cannot be as it is to be', () => {
  test('is left as it is, with the reason, and the others of its chunk are done', async () => {
    const ids = await accountsIn('AO', 12);
    const full = [ids[3], ids[4], ids[11]] as string[];
    const tags = Array.from({ length: 30 }, (_, n) => `t${n}`);
    await change(full.map((account) => ({ op: 'account.tag', account, add: tags })));
    const asked = { act: { op: 'account.tag', add: ['more'] }, filter: { country: 'AO' } };
    expect((await lookAt(asked)).impact).toMatchObject({ matched: 12, accounts: 9, refused: 3 });
    const { id } = await startJob(asked);
    const done = await runAll(id);
    expect(done).toMatchObject({ status: 'done', counts: { applied: 9, refused: 3, left: 0 } });
    expect(done.refusals.map(({ account }) => account)).toEqual(full);
    expect(done.refusals[0]?.message).toContain('30 tags at most');
  });

  test('holds up no other by a guardrail, which is never skipped', async () => {
    const ids = await accountsIn('AR', 7);
    const odd = ids[5] as string;
    await change([{ op: 'account.tag', account: odd, add: ['guarded'] }]);
    const rail = {
      name: 'Never',
      of: { accounts: { tag: ['guarded'] } },
      never: [{ cell: 'payments', is: 'on' }],
    };
    await change([{ op: 'guardrails.replace', guardrails: [rail] }], { context: as('admin') });
    const act = { op: 'account.override', set: { payments: 'on' } };
    const asked = { act, filter: { country: 'AR' } };
    const { impact } = await lookAt(asked);
    expect(impact).toMatchObject({ accounts: 6, refused: 1, breaches: [{ guardrail: 'Never' }] });
    const done = await runAll((await startJob(asked)).id);
    expect(done).toMatchObject({
      counts: { applied: 6, refused: 1 },
      refusals: [{ account: odd }],
    });
    await change([{ op: 'guardrails.replace', guardrails: [] }], { context: as('admin') });
  });

  test('but an act that can be done to none pauses the job', async () => {
    const template = await newTemplate();
    await accountsIn('AT', 3);
    const act = { op: 'account.assign', template };
    const { id } = await startJob({ act, filter: { country: 'AT' } });
    await change([{ op: 'template.archive', key: template }]);
    expect(await runAll(id)).toMatchObject({
      status: 'paused',
      halted: `The template "${template}" is archived and can no longer be assigned.`,
      counts: { applied: 0, refused: 0, left: 3 },
    });
  });
});

describe('approval rules', () => {
  test('see the whole job, and chunks wait; once approved they are applied by themselves', async () => {
    await accountsIn('AU', CHUNK + 30);
    const rule = { name: 'Many', when: { accountsOver: CHUNK + 10 }, approvers: 1, by: 'admin' };
    await change([{ op: 'approvals.replace', rules: [rule] }], { context: as('admin') });
    const asked = { act: { op: 'account.tag', add: ['approved'] }, filter: { country: 'AU' } };
    expect((await lookAt(asked)).impact.requirement).toMatchObject({
      approvers: 1,
      rules: ['Many'],
    });
    const { id } = await startJob(asked);
    const waiting = await runAll(id);
    expect(waiting).toMatchObject({
      status: 'done',
      counts: { waiting: CHUNK + 30, applied: 0, left: 0 },
      chunks: [{ status: 'in_review' }, { status: 'in_review' }],
    });
    // Nobody gets round it by applying a chunk by hand.
    const [first, second] = waiting.chunks.map(({ change: one }) => one) as [string, string];
    const apply = actOnChange(as('operator'), { id: first, move: { act: 'apply' } });
    expect(await failure(apply)).toMatchObject({ code: 'conflict' });
    const { pin } = await getChange(as('admin'), { id: first });
    await reviewChange(as('admin'), { id: first, move: { act: 'approve', seen: pin as string } });
    await reviewChange(as('admin'), { id: second, move: { act: 'reject', comment: 'No' } });
    const after = await runAll(id);
    expect(after.counts).toMatchObject({ applied: 30, rejected: CHUNK, waiting: 0 });
    await change([{ op: 'approvals.replace', rules: [] }], { context: as('admin') });
  });
});
