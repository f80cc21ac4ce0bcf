import { describe, expect, it } from 'vitest';
import { effectsOn } from './apply-edits';
import { applied, onlyEffect, refused, worldOfPolicy } from './testing/worlds';

const rules = (more: object = {}) => ({ op: 'rules.replace', rules: [], default: 'base', ...more });

/** One edit of each kind that names a revision, with the revision that is current. */
const versioned: [edit: { op: string } & Record<string, unknown>, current: number][] = [
  [{ op: 'template.update', key: 'spare', name: 'Other' }, 5],
  [{ op: 'template.archive', key: 'spare' }, 5],
  [{ op: 'account.assign', account: 'acct_1', template: 'spare' }, 0],
  [{ op: 'account.override', account: 'acct_2', set: { payments: 'on' } }, 6],
  [rules({ default: 'spare' }), 9],
];

describe.each(versioned)('the revision that %j expects', (edit, current) => {
  it('may be the current one', () => {
    const { after } = onlyEffect([{ ...edit, expectedRevision: current }]);
    expect(after.revision).toBe(current + 1);
  });

  it.each([current + 1, 2_147_483_647, ...(current > 0 ? [current - 1, 0] : [])])(
    'may not be %i: the conflict shows both sides',
    (expectedRevision) => {
      const error = refused([{ ...edit, expectedRevision }]);
      expect(error.code).toBe('conflict');
      expect(error.message).toContain(`is at revision ${current}, not ${expectedRevision}`);
      expect(error.members?.conflict).toMatchObject({
        expectedRevision,
        yours: { ...edit, expectedRevision },
        current: onlyEffect([edit]).before,
      });
    },
  );

  it('stays the same for all edits of one change', () => {
    const again = { ...edit, expectedRevision: current };
    if (edit.op === 'template.archive') return;
    expect(onlyEffect([again, again]).after.revision).toBe(current + 1);
  });
});

describe('rules.replace', () => {
  it('replaces rules and default at once', () => {
    const list = [
      { when: { country: ['FR'] }, template: 'spare' },
      { when: { tag: ['vip'] }, template: 'retail' },
    ];
    const { subject, before, after, diff } = onlyEffect([rules({ rules: list, default: 'spare' })]);
    expect(subject).toEqual({ kind: 'rules', id: 'rules' });
    expect(before).toEqual(worldOfPolicy().rules);
    expect(after).toEqual({ revision: 10, rules: list, default: 'spare' });
    expect(diff.map(({ field }) => field)).toEqual(['rules', 'default']);
  });

  it.each<[edit: object, pointer: string, message: string]>([
    [rules({ default: 'nowhere' }), '/edits/0/default', 'There is no template "nowhere".'],
    [rules({ default: 'gone' }), '/edits/0/default', 'can no longer be the default'],
    [
      rules({
        rules: [
          { when: { tag: ['a'] }, template: 'base' },
          { when: { tag: ['b'] }, template: 'nowhere' },
        ],
      }),
      '/edits/0/rules/1/template',
      'There is no template "nowhere".',
    ],
    [
      rules({ rules: [{ when: { tag: ['a'] }, template: 'gone' }] }),
      '/edits/0/rules/0/template',
      'can no longer be given by a rule',
    ],
  ])('refuses %j', (edit, pointer, message) => {
    expect(refused([edit])).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer, message: expect.stringContaining(message) }],
    });
  });

  it('sees an order of rules as a difference, and an order of keys as none', () => {
    const a = { when: { country: ['DE'], tag: ['a'] }, template: 'german' };
    const b = { when: { country: ['FR'] }, template: 'spare' };
    const world = worldOfPolicy({ rules: { revision: 9, rules: [a, b], default: 'base' } });
    expect(applied([rules({ rules: [b, a] })], world)).toHaveLength(1);
    const turned = { template: 'german', when: { tag: ['a'], country: ['DE'] } };
    expect(applied([rules({ rules: [turned, b] })], world)).toEqual([]);
  });
});

it('edits that say what is so already have no effect', () => {
  const nothing = [
    { op: 'template.update', key: 'spare', name: 'Spare', extends: null, set: { documents: 'on' } },
    { op: 'template.update', key: 'base', set: { tax_settings: 'inherit' } },
    { op: 'template.update', key: 'base' },
    { op: 'template.archive', key: 'gone' },
    { op: 'account.assign', account: 'acct_2', template: 'retail' },
    { op: 'account.override', account: 'acct_2', set: { payments: 'off' }, note: 'Risk' },
    { op: 'account.override', account: 'acct_1', set: { payouts: 'inherit' } },
    rules({ rules: [{ when: { country: ['DE'] }, template: 'german' }] }),
  ];
  for (const edit of nothing) expect(applied([edit]), JSON.stringify(edit)).toEqual([]);
  expect(applied(nothing)).toEqual([]);
});

it('several edits of one template make one effect, of all of them together', () => {
  const { ops, before, after, diff } = onlyEffect([
    { op: 'template.update', key: 'spare', name: 'Other' },
    { op: 'template.update', key: 'spare', set: { payments: 'on', documents: 'inherit' } },
    { op: 'template.archive', key: 'spare' },
  ]);
  expect(ops).toEqual(['template.update', 'template.archive']);
  expect([before?.revision, after.revision]).toEqual([5, 6]);
  expect(diff.map(({ field, cell }) => field ?? cell)).toEqual([
    'name',
    'archived',
    'documents',
    'payments',
  ]);
});

it('effects come in the order in which their subjects were first touched', () => {
  const effects = applied([
    { op: 'account.override', account: 'acct_2', set: { payments: 'on' } },
    { op: 'template.create', key: 'fresh', name: 'Fresh' },
    rules({ default: 'fresh' }),
    { op: 'account.assign', account: 'acct_1', template: 'fresh' },
    { op: 'account.assign', account: 'acct_2', template: 'fresh' },
  ]);
  expect(effects.map(({ subject }) => subject.id)).toEqual(['acct_2', 'fresh', 'rules', 'acct_1']);
  expect(effectsOn(effects, 'account').map(({ after }) => after.template)).toEqual([
    'fresh',
    'fresh',
  ]);
});

/** Makes everything that a world holds refuse to be changed. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const inner = value instanceof Map ? [...value.values()] : Object.values(value);
  for (const one of inner) frozen(one);
  return Object.freeze(value);
}

const everything = [
  { op: 'template.create', key: 'fresh', name: 'Fresh', extends: 'base', set: { payouts: 'on' } },
  { op: 'template.update', key: 'retail', extends: 'fresh', set: { payouts: 'inherit' } },
  { op: 'account.assign', account: 'acct_1', template: 'fresh' },
  { op: 'account.override', account: 'acct_2', set: { payments: 'inherit', documents: 'on' } },
  rules({ default: 'fresh' }),
  { op: 'template.archive', key: 'spare' },
];

it('the world is not touched, whether the edits hold or not', () => {
  const world = worldOfPolicy();
  for (const map of [world.templates, world.accounts]) for (const one of map.values()) frozen(one);
  frozen(world.rules);
  expect(applied(everything, world)).toHaveLength(6);
  expect(world).toEqual(worldOfPolicy());
  refused([...everything, { op: 'template.archive', key: 'nowhere' }], world);
  expect(world).toEqual(worldOfPolicy());
});

it('one edit that does not hold refuses all, wherever it stands', () => {
  const bad = { op: 'account.assign', account: 'acct_nobody', template: null };
  everything.forEach((_, index) => {
    const edits = [...everything.slice(0, index), bad, ...everything.slice(index)];
    expect(refused(edits).code).toBe('account_not_found');
  });
});

it('the same edits on the same world always do the same', () => {
  expect(applied(everything)).toEqual(applied(everything));
});
