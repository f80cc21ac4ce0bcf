import { describe, expect, test } from 'vitest';
import {
  as,
  change,
  later,
  MINUTE,
  NOW,
  newAccount,
  newTemplate,
  query,
  rowsAddedBy,
} from '@/e2e/support/verbs';
import { getAccount } from '@/lib/data/accounts';
import { getTemplate } from '@/lib/data/templates';

const update = (key: string, more: object) => ({ op: 'template.update', key, ...more });
const create = (key: string, parent: string | null = null) => ({
  op: 'template.create',
  key,
  name: key,
  extends: parent,
});
const rules = (list: object[], fallback = 'base') => ({
  op: 'rules.replace',
  rules: list,
  default: fallback,
});

describe('a change of several edits', () => {
  test('gives each subject one revision and one audit row, all of one change', async () => {
    const [account, other] = [await newAccount(), await newAccount()];
    const template = await newTemplate();
    const edits = [
      create('together', template),
      { op: 'account.assign', account, template: 'together' },
      update(template, { name: 'Renamed' }),
      { op: 'account.override', account, set: { payments: 'on' } },
      { op: 'account.override', account: other, set: { payouts: 'off' } },
      update(template, { set: { payments: 'on' } }),
      rules([{ when: { country: ['XX'] }, template: 'together' }]),
    ];
    const context = as('operator');
    let id: string | null = null;
    const added = await rowsAddedBy(async () => {
      ({ id } = await change(edits, { context }));
    });
    expect(added).toEqual({
      change: 1,
      change_version: 1,
      template: 1,
      template_revision: 2,
      account_revision: 2,
      override: 2,
      rules_revision: 1,
      audit_entry: 5,
    });
    const audit = await query(
      `SELECT action, subject_kind || ' ' || subject_id AS subject, request_id
       FROM audit_entry WHERE change_id = $1 ORDER BY id`,
      [id],
    );
    expect(audit).toEqual(
      [
        ['template.create', 'template together'],
        ['account.change', `account ${account}`],
        ['template.update', `template ${template}`],
        ['account.override', `account ${other}`],
        ['rules.replace', 'rules rules'],
      ].map(([action, subject]) => ({ action, subject, request_id: context.requestId })),
    );
  });

  test('may have a template that exists extend one that the change makes', async () => {
    const template = await newTemplate();
    const { status } = await change([
      update(template, { name: 'Touched before its parent is there' }),
      create('late-parent'),
      update(template, { extends: 'late-parent' }),
    ]);
    expect(status).toBe('applied');
    const { extends: parent, revision } = await getTemplate(as('support'), { key: template });
    expect([parent?.key, revision]).toEqual(['late-parent', 2]);
  });

  test('may make templates that come to extend each other in any order', async () => {
    await change([
      create('child'),
      create('grandparent'),
      create('parent', 'grandparent'),
      update('child', { extends: 'parent' }),
    ]);
    const { ancestors } = await getTemplate(as('support'), { key: 'child' });
    expect(ancestors.map(({ key }) => key)).toEqual(['parent', 'grandparent']);
  });

  test('works out explicit assignments by the rules that the same change brings', async () => {
    const [released, kept] = [await newAccount(), await newAccount()];
    const [german, fallback] = [await newTemplate(), await newTemplate()];
    await change([
      { op: 'account.assign', account: released, template: german },
      { op: 'account.assign', account: kept, template: german },
    ]);
    await change([
      { op: 'account.assign', account: released, template: null },
      rules([], fallback),
    ]);
    const assignment = async (id: string) => (await getAccount(as('support'), { id })).assignment;
    const byRules = { template: fallback, by: 'default' };
    expect(await assignment(released)).toEqual({ ...byRules, explicit: null, byRules });
    expect(await assignment(kept)).toEqual({
      template: german,
      by: 'explicit',
      explicit: german,
      byRules,
    });
    await change([rules([])]);
  });

  test('that comes to nothing writes nothing and says so', async () => {
    const template = await newTemplate({ payments: 'on' });
    const account = await newAccount();
    const added = await rowsAddedBy(async () => {
      const made = await change([
        update(template, { set: { payments: 'on' } }),
        { op: 'account.assign', account, template },
        { op: 'account.assign', account, template: null },
      ]);
      expect(made).toMatchObject({
        id: null,
        status: 'unchanged',
        appliedAt: null,
        diff: [],
        impact: { accounts: 0 },
      });
    });
    expect(added).toEqual({});
  });
});

test('the change itself is kept, with its author, reason, edits and diff', async () => {
  const edits = [update(await newTemplate(), { name: 'Retail' })];
  const context = as('operator');
  const made = await change(edits, { context, reason: 'Spring' });
  expect(await query('SELECT * FROM change WHERE id = $1', [made.id])).toEqual([
    {
      id: made.id,
      status: 'applied',
      actor_kind: 'user',
      actor_id: context.actor.id,
      actor_name: 'Test operator',
      reason: 'Spring',
      edits,
      diff: made.diff,
      request_id: context.requestId,
      created_at: NOW,
      applied_at: new Date(made.appliedAt ?? 0),
      version: 1,
      apply_at: null,
      pin: null,
      impact: made.impact,
      failure: null,
      reverts: null,
    },
  ]);
  expect(made).toMatchObject({ status: 'applied', createdAt: NOW.toISOString(), edits });
});

describe('the impact', () => {
  test('of a template is every account on it or on what extends it', async () => {
    const top = await newTemplate();
    const below = await newTemplate({}, top);
    for (const template of [top, below, below]) {
      const account = await newAccount();
      await change([{ op: 'account.assign', account, template }]);
    }
    const impact = async (key: string) =>
      (await change([update(key, { set: { payments: 'on' } })])).impact.accounts;
    expect(await impact(top)).toBe(3);
    expect(await impact(below)).toBe(2);
  });

  test('of rules is every account that they move, and no other', async () => {
    const template = await newTemplate();
    const tag = { country: 'IS', email: 'owner@iceland.example' };
    await newAccount({ traits: tag });
    await newAccount({ traits: tag });
    const list = [{ when: { country: ['IS'] }, template }];
    expect((await change([rules(list)])).impact.accounts).toBe(2);
    const unmoved = [...list, { when: { country: ['XX'] }, template }];
    expect((await change([rules(unmoved)])).impact.accounts).toBe(0);
    expect((await change([rules([])])).impact.accounts).toBe(2);
  });

  test('counts an account once, however many of the edits reach it', async () => {
    const template = await newTemplate();
    const account = await newAccount({ traits: { country: 'MT' } });
    const edits = [
      update(template, { set: { payments: 'on' } }),
      { op: 'account.override', account, set: { payments: 'off' } },
      rules([{ when: { country: ['MT'] }, template }]),
    ];
    expect((await change(edits)).impact.accounts).toBe(1);
    await change([rules([])]);
  });
});

test('time does not run backwards where the clocks of two instances differ', async () => {
  const template = await newTemplate();
  await change([update(template, { name: 'Ahead' })], { context: as('operator', later(MINUTE)) });
  const made = await change([update(template, { name: 'Behind' })], {
    context: as('operator', later(-MINUTE)),
  });
  expect(made.createdAt).toBe(later(-MINUTE).toISOString());
  expect(made.appliedAt).toBe(later(MINUTE).toISOString());
  const since = await query<{ valid_from: Date }>(
    'SELECT valid_from FROM template_revision WHERE template_key = $1 ORDER BY revision',
    [template],
  );
  expect(since.map((row) => row.valid_from)).toEqual([NOW, later(MINUTE), later(MINUTE)]);
});
