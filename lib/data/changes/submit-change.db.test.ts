import { beforeEach, describe, expect, test } from 'vitest';
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
  withScopes,
} from '@/e2e/support/verbs';
import { getChange } from '@/lib/data/change-list';
import type { Context } from '@/lib/data/context';
import type { ChangeView } from '@/lib/domain/views';

let account: string;
let retail: string;

beforeEach(async () => {
  account = await newAccount();
  retail = await newTemplate({ payments: 'on' });
});

/** Applies edits and returns the change, with the number of rows that it added to each table. */
async function applied(edits: object[], context: Context = as('operator')) {
  let made: ChangeView | undefined;
  const rows = await rowsAddedBy(async () => {
    made = await change(edits, { context, reason: 'Spring' });
  });
  if (!made?.id) throw new Error('The change was not applied.');
  return { change: made, rows, context, at: new Date(made.appliedAt ?? 0) };
}

/** What a view says of a change itself; what it would need, or needed, is known at the door alone. */
function itself({ pin: _pin, requirement: _requirement, ...view }: ChangeView): object {
  return JSON.parse(JSON.stringify(view));
}

/** The audit rows of a change, as the table holds them. */
const auditOf = (id: string | null) =>
  query(
    `SELECT at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, reason, before,
       after, request_id FROM audit_entry WHERE change_id = $1 ORDER BY id`,
    [id],
  );

describe('an edit writes what it does, once', () => {
  test('template.create', async () => {
    const edit = {
      op: 'template.create',
      key: 'fresh',
      name: 'Fresh',
      extends: retail,
      set: { payouts: 'off' },
    };
    const { change: made, rows, context, at } = await applied([edit]);
    expect(rows).toEqual({
      change: 1,
      change_version: 1,
      template: 1,
      template_revision: 1,
      audit_entry: 1,
    });
    expect(await query(`SELECT * FROM template WHERE key = 'fresh'`)).toEqual([
      { key: 'fresh', revision: 1, created_at: at },
    ]);
    expect(await query(`SELECT * FROM template_revision WHERE template_key = 'fresh'`)).toEqual([
      {
        template_key: 'fresh',
        revision: 1,
        name: 'Fresh',
        parent_key: retail,
        settings: { payouts: 'off' },
        archived: false,
        change_id: made.id,
        valid_from: at,
      },
    ]);
    const after = {
      key: 'fresh',
      revision: 1,
      name: 'Fresh',
      extends: retail,
      settings: { payouts: 'off' },
      archived: false,
    };
    expect(await auditOf(made.id)).toEqual([
      {
        at: NOW,
        actor_kind: 'user',
        actor_id: context.actor.id,
        actor_name: 'Test operator',
        action: 'template.create',
        subject_kind: 'template',
        subject_id: 'fresh',
        reason: 'Spring',
        before: null,
        after,
        request_id: context.requestId,
      },
    ]);
  });

  test('template.update', async () => {
    const edit = { op: 'template.update', key: retail, set: { payments: 'off', balances: 'on' } };
    const context = withScopes(['policy:write'], later(MINUTE));
    const { change: made, rows } = await applied([edit], context);
    expect(rows).toEqual({ change: 1, change_version: 1, template_revision: 1, audit_entry: 1 });
    expect(await query('SELECT revision FROM template WHERE key = $1', [retail])).toEqual([
      { revision: 2 },
    ]);
    expect(
      await query(
        'SELECT revision, settings, valid_from FROM template_revision WHERE template_key = $1 ORDER BY 1',
        [retail],
      ),
    ).toEqual([
      { revision: 1, settings: { payments: 'on' }, valid_from: NOW },
      {
        revision: 2,
        settings: { balances: 'on', payments: 'off' },
        valid_from: later(MINUTE),
      },
    ]);
    expect(await auditOf(made.id)).toMatchObject([
      {
        at: later(MINUTE),
        actor_kind: 'token',
        actor_name: 'Test token',
        action: 'template.update',
        before: { revision: 1, settings: { payments: 'on' } },
        after: { revision: 2, settings: { balances: 'on', payments: 'off' } },
      },
    ]);
  });

  test('template.archive', async () => {
    const { change: made, rows } = await applied([{ op: 'template.archive', key: retail }]);
    expect(rows).toEqual({ change: 1, change_version: 1, template_revision: 1, audit_entry: 1 });
    expect(
      await query(
        `SELECT r.archived, r.revision FROM template t JOIN template_revision r
         ON (r.template_key, r.revision) = (t.key, t.revision) WHERE t.key = $1`,
        [retail],
      ),
    ).toEqual([{ archived: true, revision: 2 }]);
    expect(await auditOf(made.id)).toMatchObject([
      { action: 'template.archive', before: { archived: false }, after: { archived: true } },
    ]);
  });

  test('account.assign', async () => {
    const edit = { op: 'account.assign', account, template: retail };
    const { change: made, rows, at } = await applied([edit]);
    expect(rows).toEqual({ change: 1, change_version: 1, account_revision: 1, audit_entry: 1 });
    const columns = 'policy_revision, assigned_template_key, template_key, assigned_by';
    expect(await query(`SELECT ${columns} FROM account WHERE id = $1`, [account])).toEqual([
      {
        policy_revision: 1,
        assigned_template_key: retail,
        template_key: retail,
        assigned_by: 'explicit',
      },
    ]);
    expect(await query('SELECT * FROM account_revision WHERE change_id = $1', [made.id])).toEqual([
      {
        account_id: account,
        revision: 1,
        assigned_template_key: retail,
        tags: [],
        overrides: {},
        change_id: made.id,
        valid_from: at,
      },
    ]);
    expect(await auditOf(made.id)).toMatchObject([
      {
        action: 'account.assign',
        subject_id: account,
        before: { revision: 0, template: null },
        after: { revision: 1, template: retail },
      },
    ]);
  });

  test('account.override', async () => {
    const edit = (set: object, note: string) => ({ op: 'account.override', account, set, note });
    const first = await applied([edit({ payments: 'on', payouts: 'off' }, 'Pilot')]);
    expect(first.rows).toEqual({
      change: 1,
      change_version: 1,
      account_revision: 1,
      override: 2,
      audit_entry: 1,
    });

    const second = await applied([edit({ payments: 'inherit', documents: 'on' }, 'Other')]);
    expect(second.rows).toEqual({
      change: 1,
      change_version: 1,
      account_revision: 1,
      audit_entry: 1,
    });
    const kept = (setting: string, note: string, { at, change }: typeof first) => ({
      setting,
      note,
      expires_at: null,
      decided_at: at,
      change_id: change.id,
    });
    const overrides = await query('SELECT * FROM override WHERE account_id = $1 ORDER BY cell', [
      account,
    ]);
    expect(overrides).toEqual([
      { account_id: account, cell: 'documents', ...kept('on', 'Other', second) },
      { account_id: account, cell: 'payouts', ...kept('off', 'Pilot', first) },
    ]);
    const [revision] = await query<{ overrides: object; revision: number }>(
      'SELECT overrides, revision FROM account_revision WHERE change_id = $1',
      [second.change.id],
    );
    expect(Object.keys(revision?.overrides ?? {}).sort()).toEqual(['documents', 'payouts']);
    expect(revision?.revision).toBe(2);
    expect(await auditOf(second.change.id)).toMatchObject([
      {
        action: 'account.override',
        before: { overrides: { payments: { setting: 'on', note: 'Pilot' } } },
        after: { overrides: { documents: { setting: 'on', note: 'Other' } } },
      },
    ]);
  });

  test('rules.replace', async () => {
    const german = await newAccount({ traits: { country: 'DE' } });
    const rules = [{ when: { country: ['DE'] }, template: retail }];
    const edit = { op: 'rules.replace', rules, default: 'base' };
    const { change: made, rows, at } = await applied([edit]);
    expect(rows).toEqual({ change: 1, change_version: 1, rules_revision: 1, audit_entry: 1 });
    expect(await query('SELECT * FROM rules_revision WHERE change_id = $1', [made.id])).toEqual([
      { revision: 2, rules, default_key: 'base', change_id: made.id, valid_from: at },
    ]);
    expect(
      await query('SELECT template_key, assigned_by FROM account WHERE id = $1', [german]),
    ).toEqual([{ template_key: retail, assigned_by: 'rule' }]);
    expect(await auditOf(made.id)).toMatchObject([
      {
        action: 'rules.replace',
        subject_kind: 'rules',
        subject_id: 'rules',
        before: { revision: 1, rules: [] },
        after: { revision: 2, rules },
      },
    ]);
  });
});

test('what is shown of a change that was just applied is what anybody sees of it later', async () => {
  const set = { 'payments.refund_management': 'off' };
  const ends = { note: 'Fraud', expiresAt: '2032-01-01T00:00:00.000Z' };
  const made = [
    [{ op: 'account.override', account, set, ...ends }, as('operator')],
    [
      { op: 'account.assign', account, template: retail },
      withScopes(['policy:write', 'policy:read']),
    ],
  ] as const;
  for (const [edit, context] of made) {
    const { change: shown } = await applied([edit], context);
    const found = await getChange(context, { id: shown.id ?? '' });
    expect(itself(found)).toMatchObject(itself(shown));
  }
});
