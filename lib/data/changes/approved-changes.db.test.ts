import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { as, change, failure, newTemplate, query, withScopes } from '@/e2e/support/verbs';
import { getChange } from '@/lib/data/change-list';
import type { Context } from '@/lib/data/context';
import { changeContent } from '@/lib/domain/edits';
import { parse } from '@/lib/domain/parse';
import { problemReply } from '@/lib/http/problem';
import { actOnChange, reviewChange } from './act-on-change';
import {
  addBothOfEach,
  approvals,
  approve,
  BY_ONE,
  draft,
  move,
  OPERATOR_2,
  other,
  saysOf,
  set,
  withoutApprovals,
} from './testing/change-life';

beforeAll(addBothOfEach);
beforeEach(withoutApprovals);

describe('a change that needs approval', () => {
  test('waits, is approved by somebody else, and is applied', async () => {
    const key = await newTemplate();
    await approvals(BY_ONE);
    const made = await change([set(key, { payments: 'on' })]);
    expect(made).toMatchObject({
      status: 'in_review',
      requirement: { approvers: 1, rules: ['Templates'], missing: { approvers: 1 } },
    });
    const id = made.id ?? '';
    expect(await saysOf(key)).toEqual({});
    expect(await failure(move(id, 'apply'))).toMatchObject({ code: 'conflict' });
    expect(await failure(approve(id, as('operator')))).toMatchObject({ code: 'forbidden' });
    expect(await approve(id)).toMatchObject({ status: 'approved' });
    expect(await move(id, 'apply')).toMatchObject({ status: 'applied' });
    expect(await saysOf(key)).toEqual({ payments: 'on' });
  });

  test('cannot be approved by whoever edited it, nor twice by one person', async () => {
    const key = await newTemplate();
    await approvals({ ...BY_ONE, approvers: 2 });
    const id = (await change([set(key, { payments: 'on' })])).id ?? '';
    const content = parse(changeContent, { reason: 'Mine', edits: [set(key, { payouts: 'on' })] });
    await actOnChange(as('admin'), { id, content, move: { act: 'edit', applyAt: null } });
    expect(await failure(approve(id, as('admin')))).toMatchObject({ code: 'forbidden' });
    await approve(id);
    expect(await failure(approve(id))).toMatchObject({ code: 'conflict' });
    expect(await approve(id, other('admin'))).toMatchObject({ status: 'approved' });
  });

  test('loses its approval with an edit', async () => {
    const key = await newTemplate();
    await approvals(BY_ONE);
    const id = (await change([set(key, { payments: 'on' })])).id ?? '';
    await approve(id);
    const content = parse(changeContent, { reason: 'More', edits: [set(key, { payouts: 'on' })] });
    const edited = await actOnChange(as('operator'), {
      id,
      content,
      move: { act: 'edit', applyAt: null },
    });
    expect(edited).toMatchObject({ status: 'in_review', approvals: [] });
    expect(await failure(move(id, 'apply'))).toMatchObject({ code: 'conflict' });
  });

  test('loses it where others changed what it would do, and keeps it where they did not', async () => {
    const key = await newTemplate();
    const id = (await draft([set(key, { payments: 'on' })])).id;
    await approvals(BY_ONE);
    await move(id, 'submit');
    await approve(id);
    await approvals();
    await change([set(key, { documents: 'on' })]);
    await approvals(BY_ONE);
    expect(await getChange(as('operator'), { id })).toMatchObject({ status: 'approved' });
    await approvals();
    await change([set(key, { payments: 'off' })]);
    await approvals(BY_ONE);
    const refused = await failure(move(id, 'apply'));
    expect(refused).toMatchObject({ code: 'conflict' });
    const { body } = problemReply(refused, 'request-1');
    expect(JSON.parse(body)).toMatchObject({
      reason: 'approval_revoked',
      why: 'outcome_changed',
      revoked: [OPERATOR_2],
    });
    expect(await getChange(as('operator'), { id })).toMatchObject({
      status: 'in_review',
      approvals: [],
    });
    expect(await saysOf(key)).toEqual({ payments: 'off', documents: 'on' });
  });

  test('is never approved by a machine, and applied by one only with approval', async () => {
    const key = await newTemplate();
    await approvals(BY_ONE);
    const machine = withScopes(['policy:read', 'policy:write']);
    const made = await change([set(key, { payments: 'on' })], { context: machine });
    const id = made.id ?? '';
    expect(made.status).toBe('in_review');
    expect(await failure(approve(id, machine))).toMatchObject({ code: 'forbidden' });
    expect(await failure(move(id, 'apply', machine))).toMatchObject({ code: 'conflict' });
    await approve(id);
    expect(await move(id, 'apply', machine)).toMatchObject({ status: 'applied' });
  });

  test('can be applied in an emergency by an admin, who says why', async () => {
    const key = await newTemplate();
    await approvals(BY_ONE);
    const id = (await change([set(key, { payments: 'on' })])).id ?? '';
    const emergency = (context: Context) =>
      actOnChange(context, { id, move: { act: 'emergency_apply', reason: 'Fraud under way' } });
    expect(await failure(emergency(other('operator')))).toMatchObject({ code: 'forbidden' });
    expect(await emergency(as('admin'))).toMatchObject({ status: 'applied' });
    expect(
      await query(
        `SELECT reason FROM audit_entry WHERE action = 'change.emergency_apply' AND subject_id = $1`,
        [id],
      ),
    ).toEqual([{ reason: 'Fraud under way' }]);
  });

  test('is rejected with a comment', async () => {
    const key = await newTemplate();
    await approvals(BY_ONE);
    const id = (await change([set(key, { payments: 'on' })])).id ?? '';
    const reject = (comment: string) =>
      reviewChange(other('operator'), { id, move: { act: 'reject', comment } });
    expect(await failure(reject(' '))).toMatchObject({ code: 'invalid_request' });
    expect(await reject('Not now')).toMatchObject({ status: 'rejected' });
    const { events } = await getChange(as('operator'), { id });
    expect(events.at(-1)).toMatchObject({ action: 'change.reject', words: 'Not now' });
  });
});

test('approval rules and guardrails are an admin’s alone, by every path', async () => {
  const edits = [{ op: 'approvals.replace', rules: [] }];
  for (const context of [as('operator'), withScopes(['policy:write'])]) {
    for (const more of [{}, { dryRun: true }]) {
      expect(await failure(change(edits, { context, ...more }))).toMatchObject({
        code: 'forbidden',
      });
    }
    expect(await failure(draft(edits, {}, context))).toMatchObject({ code: 'forbidden' });
  }
});
