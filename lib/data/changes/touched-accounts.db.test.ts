import { beforeAll, describe, expect, test } from 'vitest';
import {
  as,
  change,
  failure,
  NOW,
  newAccount,
  newTemplate,
  rowsAddedBy,
  withScopes,
} from '@/e2e/support/verbs';
import { getChange } from '@/lib/data/change-list';
import { getPolicy } from '@/lib/data/policy';
import { db } from '@/lib/db';
import { CELLS } from '@/lib/domain/cells';
import { changeRequest } from '@/lib/domain/edits';
import { parse } from '@/lib/domain/parse';
import { decisionOf } from '@/lib/domain/policy';
import type { TouchedAccount } from '@/lib/domain/touched';
import type { Page } from '@/lib/domain/views';
import { affectingOf } from './affecting';
import { listTouched, listTouchedByEdits, touchedRequest } from './list-touched';
import { submitChange } from './submit-change';
import { touchedPage } from './touched-accounts';

let parent: string;
let child: string;
let other: string;
let accounts: string[];

beforeAll(async () => {
  parent = await newTemplate({ payments: 'on', 'payments.refund_management': 'off' });
  child = await newTemplate({ payouts: 'on' }, parent);
  other = await newTemplate({ documents: 'on' });
  accounts = [];
  // Names that are the same, and that sort otherwise than ids.
  for (const [index, name] of ['Zoo', 'Ant', 'Ant', 'Mole', 'Bee', 'Yak'].entries()) {
    const id = await newAccount({
      name,
      traits: index % 2 ? { lossesPayments: 'stripe', requirementCollection: 'stripe' } : {},
    });
    accounts.push(id);
    const template = [parent, child, other][index % 3];
    await change([{ op: 'account.assign', account: id, template }]);
  }
  await change([
    {
      op: 'account.override',
      account: accounts[0],
      set: { 'payments.refund_management': 'off', 'payments.dispute_management': 'on' },
    },
  ]);
});

const draft = async (edits: object[]) => {
  const made = await submitChange(
    as('operator'),
    parse(changeRequest, { reason: 'Touch', edits, draft: true }),
  );
  if (!made.id) throw new Error('The draft was not kept.');
  return { ...made, id: made.id };
};

async function allPages(read: (cursor?: string) => Promise<Page<TouchedAccount>>) {
  const found: TouchedAccount[] = [];
  let cursor: string | undefined;
  do {
    const { data, nextCursor } = await read(cursor);
    found.push(...data);
    cursor = nextCursor ?? undefined;
  } while (cursor);
  return found;
}

/** What every cell of an account comes to, by resolving that account alone. */
async function valuesOf(account: string) {
  const policy = await getPolicy(as('operator'), { account });
  return CELLS.map(({ cell, component, feature }) => ({
    cell,
    value: decisionOf(policy, component, feature)?.value,
  }));
}

const edits = (): Record<string, object[]> => ({
  'one account': [
    { op: 'account.override', account: accounts[2], set: { payments: 'off', documents: 'on' } },
  ],
  'a template and what extends it': [
    {
      op: 'template.update',
      key: parent,
      set: { 'payments.refund_management': 'on', 'payments.dispute_management': 'off' },
    },
  ],
  'a template, and accounts of it and of another': [
    { op: 'template.update', key: child, set: { payments: 'off', documents: 'on' } },
    { op: 'account.assign', account: accounts[1], template: other },
    { op: 'account.assign', account: accounts[5], template: child },
  ],
});

describe.each([
  'one account',
  'a template and what extends it',
  'a template, and accounts of it and of another',
])('of %s', (which) => {
  test('sample and pages are what resolving every account by itself gives', async () => {
    const made = await draft(edits()[which] as object[]);
    const pages = await allPages((cursor) =>
      listTouched(as('support'), { id: made.id, limit: 2, cursor }),
    );
    const whole = await listTouched(as('support'), { id: made.id });
    expect(pages).toEqual(whole.data);
    expect(made.impact.sample?.data).toEqual(whole.data.slice(0, 10));
    expect(whole.data).toHaveLength(made.impact.accounts);
    expect(whole.data.filter(({ flips }) => flips.length > 0)).toHaveLength(made.impact.flipping);

    const before = await Promise.all(whole.data.map(({ id }) => valuesOf(id)));
    const request = parse(changeRequest, { reason: 'Touch', edits: edits()[which] });
    const applied = await submitChange(as('operator'), request);
    const after = await Promise.all(whole.data.map(({ id }) => valuesOf(id)));
    for (const [index, { flips }] of whole.data.entries()) {
      const was = new Map(before[index]?.map(({ cell, value }) => [cell, value]));
      expect(flips).toEqual(after[index]?.filter(({ cell, value }) => was.get(cell) !== value));
    }
    // What it reached stays with it, with nothing further to read.
    const { impact } = await getChange(as('support'), { id: applied.id ?? '' });
    expect(impact.sample).toEqual({ data: whole.data.slice(0, 10), nextCursor: null });
  });
});

test('pages go by name and id', async () => {
  const made = await draft([
    { op: 'template.update', key: parent, set: { account_onboarding: 'on' } },
  ]);
  const { data } = await listTouched(as('support'), { id: made.id });
  const places = data.map(({ name, id }) => `${name} ${id}`);
  expect(places).toEqual([...places].sort());
});

test('new rules move accounts, however they are found', async () => {
  const tagged = await newAccount({ name: 'Tagged' });
  await change([{ op: 'account.tag', account: tagged, add: ['touched-by-rules'] }]);
  const rules = await change(
    [
      {
        op: 'rules.replace',
        rules: [{ when: { tag: ['touched-by-rules'] }, template: other }],
        default: 'base',
      },
    ],
    { dryRun: true },
  );
  const request = parse(touchedRequest, { edits: rules.edits, limit: 200 });
  const { data } = await listTouchedByEdits(as('operator'), request);
  expect(data.map(({ id }) => id)).toContain(tagged);
  expect(data).toHaveLength(rules.impact.accounts);
  expect(rules.impact.sample?.data).toEqual(data.slice(0, 10));

  const stamp = { changeId: '00000000-0000-4000-8000-000000000000', at: NOW };
  const walked = await db().$transaction(async (tx) =>
    touchedPage(tx, await affectingOf(tx, rules, stamp), { place: null, limit: 200 }, 1_000_000),
  );
  expect(walked.data).toEqual(data);
});

describe('of edits that are not kept', () => {
  test('it is the same, and nothing is written', async () => {
    const asked = [
      { op: 'template.update', key: parent, set: { 'payments.capture_payments': 'off' } },
    ];
    const kept = await draft(asked);
    const request = parse(touchedRequest, { edits: asked, limit: 3 });
    const rows = await rowsAddedBy(async () => {
      expect(await listTouchedByEdits(as('operator'), request)).toEqual(
        await listTouched(as('operator'), { id: kept.id, limit: 3 }),
      );
    });
    expect(rows).toEqual({});
  });

  test('whoever may not change policy may not ask', async () => {
    const request = parse(touchedRequest, {
      edits: [{ op: 'account.assign', account: accounts[0], template: null }],
    });
    for (const context of [as('support'), as('auditor'), withScopes(['policy:read'])]) {
      expect((await failure(listTouchedByEdits(context, request))).code).toBe('forbidden');
    }
  });
});

test('a kept change is read with policy:read, and not once it has come to its end', async () => {
  const made = await draft([
    { op: 'account.override', account: accounts[3], set: { balances: 'on' } },
  ]);
  expect((await failure(listTouched(withScopes(['accounts:read']), { id: made.id }))).code).toBe(
    'forbidden',
  );
  const done = await change([
    { op: 'account.override', account: accounts[3], set: { tax_settings: 'on' } },
  ]);
  expect((await failure(listTouched(as('admin'), { id: done.id ?? '' }))).code).toBe('conflict');
});

test('a cursor that is not one of ours is refused', async () => {
  const request = parse(touchedRequest, {
    edits: [{ op: 'account.assign', account: accounts[0], template: null }],
    cursor: 'bent',
  });
  expect((await failure(listTouchedByEdits(as('operator'), request))).code).toBe('invalid_request');
});
