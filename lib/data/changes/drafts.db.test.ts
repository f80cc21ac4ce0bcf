import { beforeAll, describe, expect, test } from 'vitest';
import { as, failure, newTemplate, query } from '@/e2e/support/verbs';
import { getChange, listChanges } from '@/lib/data/change-list';
import { changeContent } from '@/lib/domain/edits';
import { parse } from '@/lib/domain/parse';
import { actOnChange } from './act-on-change';
import { addBothOfEach, draft, move, other, saysOf, set } from './testing/change-life';

beforeAll(addBothOfEach);

describe('a draft', () => {
  test('is kept, changes nothing, and is applied when its author says so', async () => {
    const key = await newTemplate();
    const made = await draft([set(key, { payments: 'on' })]);
    expect(made).toMatchObject({ status: 'draft', appliedAt: null, version: 1 });
    expect(made.acts).toEqual(
      expect.arrayContaining(['submit', 'edit', 'withdraw', 'schedule', 'apply']),
    );
    expect(await saysOf(key)).toEqual({});
    expect(await move(made.id, 'apply')).toMatchObject({ status: 'applied' });
    expect(await saysOf(key)).toEqual({ payments: 'on' });
    const { events } = await getChange(as('support'), { id: made.id });
    expect(events.map(({ action }) => action)).toEqual(['change.draft', 'change.apply']);
  });

  test('can be edited: the new content counts, and both are kept', async () => {
    const key = await newTemplate();
    const made = await draft([set(key, { payments: 'on' })]);
    const content = parse(changeContent, {
      reason: 'Better',
      edits: [set(key, { payouts: 'on' })],
    });
    const edited = await actOnChange(as('operator'), {
      id: made.id,
      content,
      move: { act: 'edit', applyAt: null },
    });
    expect(edited).toMatchObject({ version: 2, reason: 'Better', status: 'draft' });
    await move(made.id, 'apply');
    expect(await saysOf(key)).toEqual({ payouts: 'on' });
    expect(
      await query('SELECT version, reason FROM change_version WHERE change_id = $1', [made.id]),
    ).toEqual([
      { version: 1, reason: 'Because' },
      { version: 2, reason: 'Better' },
    ]);
  });

  test('is edited by one at a time: who edited an older version is refused and shown both', async () => {
    const key = await newTemplate();
    const { id } = await draft([set(key, { payments: 'on' })]);
    const edit = (reason: string) =>
      actOnChange(as('operator'), {
        id,
        content: parse(changeContent, {
          reason,
          edits: [set(key, { payouts: 'on' })],
          expectedVersion: 1,
        }),
        move: { act: 'edit', applyAt: null },
      });
    await edit('First');
    expect(await failure(edit('Second'))).toMatchObject({
      code: 'conflict',
      members: {
        conflict: { yours: { reason: 'Second' }, current: { reason: 'First', version: 2 } },
      },
    });
  });

  test('that was withdrawn cannot be applied', async () => {
    const made = await draft([set(await newTemplate(), { payments: 'on' })]);
    expect(await move(made.id, 'withdraw')).toMatchObject({ status: 'rejected', acts: [] });
    expect(await failure(move(made.id, 'apply'))).toMatchObject({ code: 'conflict' });
  });

  test('of somebody else is not another operator’s to submit, edit or apply', async () => {
    const made = await draft([set(await newTemplate(), { payments: 'on' })]);
    for (const act of ['submit', 'apply', 'withdraw'] as const) {
      expect(await failure(move(made.id, act, other('operator')))).toMatchObject({
        code: 'forbidden',
      });
    }
  });
});

test('the list tells changes by where they are, newest first', async () => {
  const key = await newTemplate();
  const reason = `Only ${key}`;
  const made = await draft([set(key, { payments: 'on' })], { reason });
  const list = async (filter: object) =>
    (await listChanges(as('support'), { q: reason, ...filter })).data.map(({ id }) => id);
  expect(await list({ open: true })).toEqual([made.id]);
  expect(await list({ status: 'draft' })).toEqual([made.id]);
  expect(await list({ open: false })).toEqual([]);
  expect(await list({ q: made.id.slice(0, 8) })).toEqual([made.id]);
  const bent = Buffer.from(JSON.stringify(['yesterday', made.id])).toString('base64url');
  expect(await failure(list({ cursor: bent }))).toMatchObject({ code: 'invalid_request' });
});
