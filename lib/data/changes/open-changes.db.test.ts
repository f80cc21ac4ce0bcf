import { beforeEach, describe, expect, test } from 'vitest';
import {
  as,
  change,
  failure,
  later,
  MINUTE,
  newAccount,
  newTemplate,
  withScopes,
} from '@/e2e/support/verbs';
import { getChange, listChanges } from '@/lib/data/change-list';
import { changeContent, changeRequest } from '@/lib/domain/edits';
import { parse } from '@/lib/domain/parse';
import { actOnChange } from './act-on-change';
import { openChangesOf } from './open-changes';
import { submitChange } from './submit-change';

let account: string;
let template: string;

beforeEach(async () => {
  account = await newAccount();
  template = await newTemplate({ payments: 'on' });
});

async function kept(edits: object[], more: object = { draft: true }): Promise<string> {
  const request = parse(changeRequest, { reason: 'Kept', edits, ...more });
  const { id } = await submitChange(as('operator'), request);
  if (!id) throw new Error('It was not kept.');
  return id;
}

const override = (set: object, of = account) => ({ op: 'account.override', account: of, set });

describe('open changes of a subject', () => {
  test('are those on their way that edit it itself', async () => {
    const draft = await kept([override({ payments: 'on' })]);
    const timed = await kept([override({ payouts: 'on' })], {
      applyAt: later(MINUTE).toISOString(),
    });
    await kept([override({ payments: 'on' }, await newAccount())]);
    await change([override({ documents: 'on' })]);
    const onTemplate = await kept([
      { op: 'template.update', key: template, set: { payouts: 'on' } },
    ]);
    const withdrawn = await kept([override({ balances: 'on' })]);
    await actOnChange(as('operator'), { id: withdrawn, move: { act: 'withdraw' } });

    const found = await openChangesOf(as('support'), { kind: 'account', id: account });
    expect(found).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: draft, status: 'draft', applyAt: null }),
        expect.objectContaining({
          id: timed,
          status: 'scheduled',
          applyAt: later(MINUTE).toISOString(),
          actor: expect.objectContaining({ name: 'Test operator' }),
        }),
      ]),
    );
    expect(await openChangesOf(as('support'), { kind: 'template', id: template })).toMatchObject([
      { id: onTemplate },
    ]);
  });

  test('are for whoever may read policy', async () => {
    const asking = openChangesOf(withScopes(['accounts:read']), { kind: 'account', id: account });
    expect((await failure(asking)).code).toBe('forbidden');
  });
});

describe('conflicts of a change on its way', () => {
  test('there are none at first', async () => {
    const id = await kept([override({ payments: 'on' })]);
    const { conflicts } = await getChange(as('support'), { id });
    expect(conflicts).toEqual({ drift: [], others: [] });
  });

  test('what somebody has changed since', async () => {
    const id = await kept([override({ payments: 'on', payouts: 'on' })]);
    await change([override({ payments: 'off', documents: 'on' })]);
    const { conflicts } = await getChange(as('support'), { id });
    expect(conflicts.drift).toMatchObject([
      {
        cell: 'payments',
        was: { setting: 'inherit' },
        now: { setting: 'off' },
        wants: { setting: 'on' },
      },
    ]);
  });

  test('an edit of the change is made against what is current then', async () => {
    const id = await kept([override({ payments: 'on' })]);
    await change([override({ payments: 'off' })]);
    const content = parse(changeContent, { reason: 'Anew', edits: [override({ payments: 'on' })] });
    await actOnChange(as('operator'), { id, content, move: { act: 'edit', applyAt: null } });
    const { conflicts } = await getChange(as('support'), { id });
    expect(conflicts.drift).toEqual([]);
  });

  test('other changes on their way that name the same', async () => {
    const id = await kept([override({ payments: 'on', payouts: 'on' })]);
    const rival = await kept([override({ payouts: 'off', documents: 'on' })]);
    await kept([override({ documents: 'off' })]);
    const { conflicts } = await getChange(as('support'), { id });
    expect(conflicts.others).toMatchObject([
      { id: rival, parts: [{ subject: { kind: 'account', id: account }, cell: 'payouts' }] },
    ]);
  });
});

test('the list tells what was withdrawn from what was rejected', async () => {
  const id = await kept([override({ payments: 'on' })]);
  await actOnChange(as('operator'), { id, move: { act: 'withdraw' } });
  const { data } = await listChanges(as('support'), { q: id });
  expect(data).toMatchObject([{ id, status: 'rejected', withdrawn: true }]);
});
