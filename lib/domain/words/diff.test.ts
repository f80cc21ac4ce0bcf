import { expect, test } from 'vitest';
import { diffAccount, diffApprovals, diffRules, diffTemplate } from '../diff';
import { diffWords, groupsOf, subjectName } from './diff';

const said = (lines: Parameters<typeof groupsOf>[0]) =>
  lines.flatMap(diffWords).map(({ what, before, after }) => [what, before, after]);

test('a template with its name and cells', () => {
  const before = { key: 'a', name: 'A', extends: null, archived: false, revision: 1, settings: {} };
  const after = { ...before, name: 'B', settings: { documents: 'on' as const } };
  expect(said(diffTemplate(before, after))).toEqual([
    ['Name', 'A', 'B'],
    ['Documents', 'Inherit', 'On'],
  ]);
});

test('tags, and an override with its end and note', () => {
  const bare = { account: 'acct_1', revision: 0, template: null, tags: ['trial'], overrides: {} };
  const override = {
    setting: 'off' as const,
    note: 'Fair',
    expiresAt: new Date('2031-05-05T12:00:00Z'),
    changeId: 'c',
    decidedAt: new Date(0),
  };
  const lines = diffAccount(bare, { ...bare, tags: ['vip'], overrides: { documents: override } });
  expect(said(lines)[0]).toEqual(['Tags', null, 'added vip, removed trial']);
  expect(lines.flatMap(diffWords)[1]).toMatchObject({
    what: 'Documents',
    after: 'Off',
    until: '2031-05-05T12:00:00.000Z',
    note: 'Fair',
  });
});

test('rules that come and go, and rules in another order', () => {
  const de = { when: { country: ['DE'] }, template: 'a' };
  const vip = { when: { tag: ['vip'] }, template: 'b' };
  const rules = (...all: (typeof de | typeof vip)[]) => ({ revision: 1, default: 'a', rules: all });
  expect(said(diffRules(rules(de), rules(vip)))).toEqual([
    ['Removed', null, 'the country is Germany → a'],
    ['Added', null, 'tagged vip → b'],
  ]);
  expect(said(diffRules(rules(de, vip), rules(vip, de)))).toEqual([['Order', null, 'changed']]);
  const fr = { when: { country: ['FR'] }, template: 'a' };
  expect(said(diffRules(rules(de, vip), rules(vip, fr, de)))).toEqual([
    ['Added', null, 'the country is France → a'],
    ['Order', null, 'changed'],
  ]);
});

test('approval rules', () => {
  const rule = {
    name: 'Money moves',
    when: { turnsOn: 'money_moving' as const, accountsOver: 10 },
    approvers: 2 as const,
    by: 'admin' as const,
  };
  const lines = diffApprovals({ revision: 0, rules: [] }, { revision: 1, rules: [rule] });
  expect(said(lines)).toEqual([
    [
      'Added',
      null,
      '“Money moves”: Anything that turns on something that moves money and touches more than 10 accounts needs 2 approvals by admins.',
    ],
  ]);
});

test('lines are grouped by what they are about, and named', () => {
  const subject = { kind: 'template', id: 'a' } as const;
  const line = { subject, field: 'name', before: 'A', after: 'B' };
  const groups = groupsOf([line, { ...line, subject: { kind: 'rules', id: 'rules' } }, line]);
  expect(groups.map(({ subject, lines }) => [subject.kind, lines.length])).toEqual([
    ['template', 2],
    ['rules', 1],
  ]);
  expect(subjectName(subject, { 'template a': 'Retail' })).toBe('Retail');
  expect(subjectName(subject, {})).toBe('a');
  expect(subjectName({ kind: 'rules', id: 'rules' }, {})).toBe('Assignment rules');
});
