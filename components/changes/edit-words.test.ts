import { expect, test } from 'vitest';
import { editWords } from './edit-words';

test('an edit in a line', () => {
  const edit = { op: 'account.tag', account: 'acct_1', add: ['vip'], remove: ['trial'] } as const;
  expect(
    editWords({ ...edit, add: [...edit.add], remove: [...edit.remove] }, { 'account acct_1': 'X' }),
  ).toEqual({ what: 'X', does: 'add tag vip, remove tag trial' });
});

test('an edit of what governs changes is about that', () => {
  expect(editWords({ op: 'approvals.replace', rules: [] }, {})).toEqual({
    what: 'Approval rules',
    does: '0 rules',
  });
});
