import { expect, test } from 'vitest';
import { problemLine, readPolicy } from '.';

const BASE = 'name: Base\nsettings:\n  payments: on\n';

/** What is wrong in files, as the command prints it. */
const wrong = (files: Record<string, string>) =>
  readPolicy(new Map(Object.entries(files))).problems.map(problemLine);

test('a policy of which everything is right', () => {
  const files = {
    'templates/base.yaml': BASE,
    'templates/retail.yaml': 'name: Retail\nextends: base\n',
    'rules.yaml': 'default: base\nrules:\n  - when: {country: [DE]}\n    template: retail\n',
    'accounts.yaml':
      'accounts:\n  acct_1:\n    overrides:\n      payments: {setting: off, expiresAt: 2031-01-01T00:00:00Z}\n',
  };
  const { policy, problems } = readPolicy(new Map(Object.entries(files)));
  expect(problems).toEqual([]);
  expect(policy.templates.get('retail')).toEqual({
    key: 'retail',
    name: 'Retail',
    extends: 'base',
    settings: {},
  });
  expect(policy.approvals).toBeNull();
  expect(policy.accounts?.get('acct_1')?.overrides.payments).toEqual({
    setting: 'off',
    note: null,
    expiresAt: new Date('2031-01-01T00:00:00Z'),
  });
});

test.each<[what: string, text: string, line: string]>([
  ['syntax', 'name: "Base\nsettings: {}\n', '3:1: Missing closing "quote'],
  [
    'a key twice',
    'name: Base\nsettings:\n  payments: on\n  payments: off\n',
    '4:3: This key stands here twice.',
  ],
  [
    'a cell that is misspelt',
    'name: Base\nsettings:\n  payments.refund_managment: on\n',
    '3:3: There is no component or feature "payments.refund_managment". Did you mean "payments.refund_management"?',
  ],
  [
    'a cell that nobody knows',
    'name: Base\nsettings:\n  quantum_flux: on\n',
    '3:3: There is no component or feature "quantum_flux".',
  ],
  [
    'a setting that is none',
    'name: Base\nsettings:\n  payments: true\n',
    '3:13: This is on or off.',
  ],
  ['a property too many', 'name: Base\nkey: base\n', '2:1: The property "key" is not known here.'],
  ['a name too few', 'settings: {}\n', '1:1: "name" is missing.'],
  ['nothing at all', '', '1:1: The file is empty.'],
  [
    'a parent that has no file',
    'name: A\nextends: bass\n',
    '2:10: There is no template "bass". Did you mean "base"?',
  ],
  [
    'an own ancestor',
    'name: A\nextends: base\n',
    '2:10: Extending "base" makes a cycle: base → base.',
  ],
])('%s is told with its place', (_what, text, line) => {
  expect(wrong({ 'templates/base.yaml': text })[0]).toContain(`templates/base.yaml:${line}`);
});

test('what is wrong between files', () => {
  expect(
    wrong({
      'templates/base.yaml': BASE,
      'templates/a.yaml': 'name: A\nextends: b\n',
      'templates/b.yaml': 'name: B\nextends: a\n',
      'templates/Bad Name.yaml': 'name: C\n',
      'rules.yaml': 'default: base\nrules:\n  - when: {country: [DE]}\n    template: retial\n',
      'accounts.yaml': 'accounts:\n  acct_1:\n    template: bsae\n  shop:\n    tags: []\n',
    }),
  ).toEqual([
    'accounts.yaml:4:3: An account id looks like acct_ and letters or digits.',
    'rules.yaml:4:15: There is no template "retial".',
    expect.stringContaining("templates/Bad Name.yaml:1:1: The file's name: A template key starts"),
    'templates/a.yaml:2:10: Extending "b" makes a cycle: a → b → a.',
    'templates/b.yaml:2:10: Extending "a" makes a cycle: b → a → b.',
  ]);
});

test('the forms that governance can have', () => {
  expect(
    wrong({
      'approvals.yaml':
        'rules:\n  - name: Money\n    when:\n      turnsOn: [payments, payuots]\n    approvers: 3\n',
      'guardrails.yaml':
        'guardrails:\n  - name: Never\n    of:\n      template: Not a key\n    never:\n      - cell: payment\n        is: on\n',
    }),
  ).toEqual([
    'approvals.yaml:4:27: There is no component or feature "payuots". Did you mean "payouts"?',
    expect.stringContaining('approvals.yaml:5:16: Invalid'),
    expect.stringContaining('guardrails.yaml:4:17: A template key starts'),
    'guardrails.yaml:6:15: There is no component or feature "payment". Did you mean "payments"?',
  ]);
});
