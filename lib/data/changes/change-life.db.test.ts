import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  as,
  asSystem,
  change,
  failure,
  later,
  MINUTE,
  NOW,
  newAccount,
  newTemplate,
  patientDatabase,
  query,
  withScopes,
} from '@/e2e/support/verbs';
import { getChange, listChanges } from '@/lib/data/change-list';
import type { Context } from '@/lib/data/context';
import { changeContent, changeRequest } from '@/lib/domain/edits';
import { parse } from '@/lib/domain/parse';
import type { ChangeView } from '@/lib/domain/views';
import { problemReply } from '@/lib/http/problem';
import { getAccount } from '../accounts';
import { actOnChange, applyDueChange, reviewChange } from './act-on-change';
import { dueChanges, expireOverrides } from './due';
import { revertChange } from './revert-change';
import { submitChange } from './submit-change';

const HASH = 'x';

/** A second operator and a second admin, beside the ones that all tests know. */
const other = (role: 'operator' | 'admin', now = NOW): Context => {
  const context = as(role, now);
  const id = role === 'admin' ? ADMIN_2 : OPERATOR_2;
  return { ...context, actor: { ...context.actor, id, name: `Other ${role}` } as Context['actor'] };
};
const ADMIN_2 = randomUUID();
const OPERATOR_2 = randomUUID();

beforeAll(async () => {
  patientDatabase();
  const people: [string, string][] = [
    [as('admin').actor.id, 'admin'],
    [as('operator').actor.id, 'operator'],
    [ADMIN_2, 'admin'],
    [OPERATOR_2, 'operator'],
  ];
  for (const [id, role] of people) {
    await query(
      `INSERT INTO app_user (id, email, name, role, password_hash, created_at)
       VALUES ($1::uuid, $1 || '@example.com', 'Test', $2::role, $3, now())`,
      [id, role, HASH],
    );
  }
});

/** Replaces the approval rules, as an admin does. */
async function approvals(...rules: object[]): Promise<void> {
  await change([{ op: 'approvals.replace', rules }], { context: as('admin') });
}

const BY_ONE = { name: 'Templates', when: { kinds: ['template'] }, approvers: 1 };

beforeEach(async () => {
  const [row] = await query<{ n: number }>(
    `SELECT jsonb_array_length(content) AS n FROM governance_revision
     WHERE kind = 'approvals' ORDER BY revision DESC LIMIT 1`,
  );
  if (row?.n) {
    await query(
      `INSERT INTO governance_revision
       SELECT kind, max(revision) + 1, '[]', (array_agg(change_id))[1], now()
       FROM governance_revision WHERE kind = 'approvals' GROUP BY kind`,
    );
  }
});

const draft = (edits: object[], more: object = {}, context = as('operator')) =>
  submitChange(
    context,
    parse(changeRequest, { reason: 'Because', edits, draft: true, ...more }),
  ) as Promise<ChangeView & { id: string }>;

const set = (key: string, cells: object) => ({ op: 'template.update', key, set: cells });
const move = (
  id: string,
  act: 'submit' | 'apply' | 'withdraw' | 'unschedule',
  context = as('operator'),
) => actOnChange(context, { id, move: { act } });
const approve = async (id: string, context = other('operator')) => {
  const { pin } = await getChange(context, { id });
  return reviewChange(context, { id, move: { act: 'approve', seen: pin ?? '' } });
};
const saysOf = async (key: string) => {
  const [row] = await query<{ settings: object }>(
    `SELECT settings FROM template t JOIN template_revision r
     ON (r.template_key, r.revision) = (t.key, t.revision) WHERE key = $1`,
    [key],
  );
  return row?.settings;
};

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

describe('a schedule', () => {
  test('applies a change at its time, once, and not before', async () => {
    const key = await newTemplate();
    const applyAt = later(10 * MINUTE).toISOString();
    const made = await draft([set(key, { payments: 'on' })], { draft: false, applyAt });
    expect(made).toMatchObject({ status: 'scheduled', applyAt });
    expect(await dueChanges(asSystem(later(9 * MINUTE)), undefined)).not.toContain(made.id);
    expect(await failure(applyDueChange(asSystem(later(9 * MINUTE)), made))).toMatchObject({
      code: 'conflict',
    });
    const due = asSystem(later(10 * MINUTE));
    expect(await dueChanges(due, undefined)).toContain(made.id);
    const runs = await Promise.allSettled([1, 2, 3].map(() => applyDueChange(due, made)));
    expect(runs.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await saysOf(key)).toEqual({ payments: 'on' });
  });

  test('fails where it would do something else than was seen', async () => {
    const key = await newTemplate();
    const applyAt = later(20 * MINUTE).toISOString();
    const made = await draft([set(key, { payments: 'on' })], { draft: false, applyAt });
    await change([set(key, { payments: 'off' })]);
    const due = asSystem(later(20 * MINUTE));
    expect(await applyDueChange(due, made)).toMatchObject({ status: 'failed' });
    expect(await saysOf(key)).toEqual({ payments: 'off' });
    const { problem } = await getChange(as('operator'), made);
    expect(problem).toContain('not what was seen');
  });

  test('ends overrides whose time is over, once, and leaves the others', async () => {
    const [account, kept] = [await newAccount(), await newAccount()];
    const expiresAt = later(30 * MINUTE).toISOString();
    const override = (id: string, more: object) => ({
      op: 'account.override',
      account: id,
      set: { payments: 'on' },
      ...more,
    });
    await change([override(account, { expiresAt }), override(kept, {})]);
    expect(await expireOverrides(asSystem(later(29 * MINUTE)), undefined)).toBe(0);
    const due = asSystem(later(30 * MINUTE));
    const ended = await Promise.all([1, 2].map(() => expireOverrides(due, undefined)));
    expect(ended.sort()).toEqual([0, 1]);
    const overrides = async (id: string) => (await getAccount(as('support'), { id })).overrides;
    expect(await overrides(account)).toEqual([]);
    expect(await overrides(kept)).toHaveLength(1);
  });
});

describe('a guardrail', () => {
  const guard = (of: object, never: object[]) =>
    change([{ op: 'guardrails.replace', guardrails: [{ name: 'Careful', of, never }] }], {
      context: as('admin'),
    });
  const none = () =>
    change([{ op: 'guardrails.replace', guardrails: [] }], { context: as('admin') });

  test('of a template refuses a change that would break it, by name and cell', async () => {
    const key = await newTemplate();
    const child = await newTemplate({}, key);
    await guard({ template: child }, [{ cell: 'issuing_card', is: 'on' }]);
    const refused = await failure(change([set(key, { issuing_card: 'on' })]));
    expect(refused).toMatchObject({
      code: 'guardrail_broken',
      members: { breaches: [{ guardrail: 'Careful', of: { id: child }, cell: 'issuing_card' }] },
    });
    expect(await saysOf(key)).toEqual({});
    await none();
  });

  test('of accounts looks at what they come to, and names the first', async () => {
    const key = await newTemplate();
    const [guarded, free] = [
      await newAccount({ traits: { country: 'NZ' } }),
      await newAccount({ traits: { country: 'AU' } }),
    ];
    await change(
      [guarded, free].map((account) => ({ op: 'account.assign', account, template: key })),
    );
    await guard({ accounts: { country: ['NZ'] } }, [{ cell: 'payments', is: 'on' }]);
    const refused = await failure(change([set(key, { payments: 'on' })]));
    expect(refused).toMatchObject({
      code: 'guardrail_broken',
      members: { total: 1, breaches: [{ of: { kind: 'account', id: guarded }, cell: 'payments' }] },
    });
    const override = (account: string) => ({
      op: 'account.override',
      account,
      set: { payments: 'on' },
    });
    expect(await failure(change([override(guarded)]))).toMatchObject({ code: 'guardrail_broken' });
    expect(await change([override(free)])).toMatchObject({ status: 'applied' });
    await none();
  });

  test('that is broken already cannot be put up', async () => {
    const key = await newTemplate({ payments: 'on' });
    const account = await newAccount();
    await change([{ op: 'account.assign', account, template: key }]);
    expect(
      await failure(guard({ accounts: { template: [key] } }, [{ cell: 'payments', is: 'on' }])),
    ).toMatchObject({ code: 'guardrail_broken' });
  });
});

describe('a revert', () => {
  test('gives back what was before, and marks the change as reverted', async () => {
    const key = await newTemplate({ payments: 'on' });
    const account = await newAccount();
    const made = await change([
      set(key, { payments: 'off', payouts: 'on' }),
      { op: 'account.override', account, set: { documents: 'on' }, note: 'For a while' },
    ]);
    const id = made.id ?? '';
    const seen = await revertChange(as('operator'), { id, dryRun: true, draft: false });
    expect(seen).toMatchObject({ status: 'dry_run', clashes: [] });
    expect(seen.diff).toHaveLength(3);
    const back = await revertChange(as('operator'), { id, dryRun: false, draft: false });
    expect(back).toMatchObject({ status: 'applied', reverts: id });
    expect(await saysOf(key)).toEqual({ payments: 'on' });
    expect((await getAccount(as('support'), { id: account })).overrides).toEqual([]);
    expect(await getChange(as('support'), { id })).toMatchObject({
      status: 'reverted',
      revertedBy: [back.id],
    });
    const again = await revertChange(as('operator'), {
      id: back.id ?? '',
      dryRun: false,
      draft: false,
    });
    expect(again.status).toBe('applied');
    expect(await saysOf(key)).toEqual({ payments: 'off', payouts: 'on' });
  });

  test('leaves alone what was touched since, and says so', async () => {
    const key = await newTemplate();
    const made = await change([set(key, { payments: 'on', payouts: 'on' })]);
    await change([set(key, { payouts: 'off' })]);
    const id = made.id ?? '';
    const back = await revertChange(as('operator'), { id, dryRun: false, draft: false });
    expect(back.clashes).toMatchObject([{ cell: 'payouts', why: 'touched_since' }]);
    expect(await saysOf(key)).toEqual({ payouts: 'off' });
    expect(await getChange(as('support'), { id })).toMatchObject({ status: 'applied' });
    expect(
      await failure(revertChange(as('operator'), { id, dryRun: false, draft: false })),
    ).toMatchObject({ code: 'conflict', members: { clashes: [{ cell: 'payouts' }] } });
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
