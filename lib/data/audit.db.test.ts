import { beforeAll, describe, expect, test } from 'vitest';
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
import { AppError } from '@/lib/domain/errors';
import { parse } from '@/lib/domain/parse';
import type { AuditView } from '@/lib/domain/views';
import { type AuditFilter, auditFilter, listAudit } from './audit';
import { recordRefusedMint } from './mints';

let account: string;
let template: string;
let changeId: string;

beforeAll(async () => {
  account = await newAccount();
  template = await newTemplate();
  const edits = [
    { op: 'account.assign', account, template },
    { op: 'template.update', key: template, name: 'Named' },
  ];
  const context = as('admin', later(MINUTE));
  changeId = (await change(edits, { context, reason: 'Audited' })).id ?? '';
  const machine = withScopes(['sessions:create'], later(2 * MINUTE));
  const plan = { account, components: ['payments'] };
  await recordRefusedMint(machine, plan, 'no_component_enabled');
});

const list = (filter: AuditFilter = {}) => listAudit(as('auditor'), filter);

/** What was done to what, by lines of the audit. */
const told = (rows: AuditView[]) => rows.map(({ action, subject }) => [action, subject.id]);

async function found(filter: AuditFilter) {
  return told((await list(filter)).data);
}

test('is told newest first, with who, what, why and how it ended', async () => {
  const { data } = await list({ limit: 3 });
  expect(data).toEqual([
    {
      id: expect.stringMatching(/^\d+$/),
      at: later(2 * MINUTE).toISOString(),
      actor: { kind: 'token', id: expect.any(String), name: 'Test token' },
      action: 'session.mint',
      subject: { kind: 'account', id: account, name: expect.any(String) },
      changeId: null,
      reason: null,
      before: null,
      after: { components: ['payments'] },
      requestId: expect.any(String),
      outcome: {
        at: later(2 * MINUTE).toISOString(),
        result: 'refused',
        code: 'no_component_enabled',
        detail: null,
      },
    },
    expect.objectContaining({
      action: 'template.update',
      subject: { kind: 'template', id: template, name: 'Named' },
      actor: { kind: 'user', id: expect.any(String), name: 'Test admin' },
      changeId,
      reason: 'Audited',
      before: expect.objectContaining({ revision: 1 }),
      after: expect.objectContaining({ revision: 2, name: 'Named' }),
      outcome: null,
    }),
    expect.objectContaining({ action: 'account.assign', changeId }),
  ]);
});

describe('a filter', () => {
  const lines = {
    mint: () => ['session.mint', account],
    update: () => ['template.update', template],
    assign: () => ['account.assign', account],
    create: () => ['template.create', template],
  };
  type Line = keyof typeof lines;

  test.each<[name: string, filter: () => AuditFilter, expected: Line[]]>([
    ['subject', () => ({ subjectId: account }), ['mint', 'assign']],
    [
      'kind and subject',
      () => ({ subjectKind: 'template', subjectId: template }),
      ['update', 'create'],
    ],
    ['another kind', () => ({ subjectKind: 'user', subjectId: template }), []],
    ['action', () => ({ action: 'session.mint' }), ['mint']],
    ['action up to its dot', () => ({ action: 'session' }), ['mint']],
    ['part of a word of an action', () => ({ action: 'sess' }), []],
    ['an action with a wildcard', () => ({ action: '%' }), []],
    ['an action with another wildcard', () => ({ action: 'sessio_' }), []],
    ['change', () => ({ changeId }), ['update', 'assign']],
    ['actor’s id', () => ({ actor: as('admin').actor.id }), ['update', 'assign']],
    ['actor’s name', () => ({ actor: 'Test token' }), ['mint']],
    ['time from', () => ({ from: later(2 * MINUTE).toISOString() }), ['mint']],
    [
      'time from and to, the end left out',
      () => ({ from: later(MINUTE).toISOString(), to: later(2 * MINUTE).toISOString() }),
      ['update', 'assign'],
    ],
    ['outcome', () => ({ outcome: 'refused' }), ['mint']],
    ['another outcome', () => ({ outcome: 'failed' }), []],
    ['an end that is not known, which an edit’s never is', () => ({ outcome: 'unknown' }), []],
    ['several at once', () => ({ actor: 'Test admin', subjectId: account }), ['assign']],
  ])('by %s', async (_name, filter, expected) => {
    expect(await found(filter())).toEqual(expected.map((line) => lines[line]()));
  });
});

describe('paging', () => {
  test.each([1, 2, 3, 200])('by %i gives every entry once', async (limit) => {
    const everything = await list({ limit: 200 });
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit, ...(cursor && { cursor }) });
      ids.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(ids).toEqual(everything.data.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('goes on where it was, whatever was written meanwhile', async () => {
    const first = await list({ limit: 1 });
    await newTemplate();
    const next = await list({ limit: 1, cursor: first.nextCursor ?? '' });
    expect(BigInt(next.data[0]?.id ?? 0)).toBeLessThan(BigInt(first.data[0]?.id ?? 0));
    expect(told(next.data)).toEqual([['template.update', template]]);
  });

  const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test.each([
    '',
    'x',
    packed([]),
    packed(['']),
    packed(['-1']),
    packed(['1.5']),
    packed(['1e3']),
    packed(['9'.repeat(19)]),
    packed([12]),
    packed(['1', '2']),
  ])('refuses the cursor %j', async (cursor) => {
    const error = await failure(list({ cursor }));
    expect(error).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/cursor' }] });
  });
});

test.each<[query: Record<string, string>, pointer: string]>([
  [{ limit: '0' }, '/limit'],
  [{ limit: '201' }, '/limit'],
  [{ from: 'yesterday' }, '/from'],
  [{ to: '2026-11-21' }, '/to'],
  [{ changeId: '1' }, '/changeId'],
  [{ action: '' }, '/action'],
  [{ action: 'a\u0000' }, '/action'],
  [{ actor: '\u0007' }, '/actor'],
  [{ subjectId: 'x'.repeat(201) }, '/subjectId'],
  [{ outcome: 'won' }, '/outcome'],
  [{ colour: 'blue' }, '/colour'],
])('the query %j is refused', (query, pointer) => {
  let error: unknown;
  try {
    parse(auditFilter, query);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'invalid_request', errors: [{ pointer }] });
});
