import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/e2e/support/test-database';
import { as, change, NOW, newAccount, withScopes } from '@/e2e/support/verbs';
import { accountStatesQuery, listAccountStates } from '@/lib/data/account-states';
import { submitChange } from '@/lib/data/changes/submit-change';
import type { Context } from '@/lib/data/context';
import { PrismaClient } from '@/lib/data/generated/client';
import { getApprovals, getGuardrails } from '@/lib/data/governance';
import { getRules } from '@/lib/data/rules';
import { listTemplates } from '@/lib/data/templates';
import { db } from '@/lib/db';
import { changeRequest } from '@/lib/domain/edits';
import { AppError } from '@/lib/domain/errors';
import { parse } from '@/lib/domain/parse';
import { accountLines, accountsHead, writePolicy } from '@/lib/domain/policy-files';
import type { ChangeView } from '@/lib/domain/views';
import type { Api } from './api';
import { ApiError } from './errors';
import { writeFolder } from './folder';
import { planFolder } from './planning';
import { accountPages, loadPolicy } from './platform';

const folder = mkdtempSync(path.join(tmpdir(), 'switchyard-files-'));
let live: TestDatabase;
const clients: PrismaClient[] = [];

beforeAll(async () => {
  live = await createTestDatabase();
});
afterAll(async () => {
  for (const client of clients) await client.$disconnect();
  await live.drop();
  rmSync(folder, { recursive: true });
});

/** From here on, verbs work with the other platform's database. */
function switchToLive(): void {
  const prismaClient = new PrismaClient({
    adapter: new PrismaPg({ connectionString: live.url }),
    transactionOptions: { maxWait: 30_000, timeout: 30_000 },
  });
  clients.push(db(), prismaClient);
  Object.assign(globalThis, { prismaClient });
}

function answer(context: Context, { pathname, searchParams }: URL): Promise<unknown> {
  const query = Object.fromEntries(searchParams);
  switch (pathname) {
    case '/api/templates':
      return listTemplates(context, { archived: true, settings: true }).then((data) => ({ data }));
    case '/api/rules':
      return getRules(context, undefined);
    case '/api/approvals':
      return getApprovals(context, undefined);
    case '/api/guardrails':
      return getGuardrails(context, undefined);
    case '/api/accounts/states':
      return listAccountStates(context, accountStatesQuery.parse(query));
    default:
      throw new Error(pathname);
  }
}

/** The API without HTTP: verbs, and what JSON leaves of their answers. */
function apiFor(context: Context): Api {
  const url = 'https://switchyard.example';
  const plain = <T>(value: unknown) => JSON.parse(JSON.stringify(value)) as T;
  const api: Api = {
    url,
    get: async (at) => plain(await answer(context, new URL(at, url))),
    post: async <T>(_at: string, body: unknown) => {
      try {
        return plain<T>(await submitChange(context, parse(changeRequest, plain(body))));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const { code, message: detail, errors = [], members } = error;
        const status = code === 'forbidden' ? 403 : 409;
        throw new ApiError({
          ...members,
          status,
          code,
          detail,
          requestId: 'x',
          errors: [...errors],
        });
      }
    },
    async *pages<T>(at: string) {
      for (let cursor: string | null = ''; cursor !== null; ) {
        const after: string = cursor && `&cursor=${cursor}`;
        const page: { data: T[]; nextCursor: string | null } = await api.get(`${at}${after}`);
        yield page.data;
        cursor = page.nextCursor;
      }
    },
  };
  return api;
}

const machine = () => apiFor(withScopes(['accounts:read', 'policy:read', 'policy:write']));

async function exported(api: Api): Promise<Record<string, string>> {
  const files = new Map(writePolicy(await loadPolicy(api), api.url));
  let lines = '';
  for await (const page of accountPages(api)) lines += page.map(accountLines).join('');
  files.set('accounts.yaml', accountsHead(api.url, lines !== '') + lines);
  await writeFolder(folder, files);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    names
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
  );
}

/** Few edits to a change, so that it takes several. */
const plan = (api: Api) => planFolder(api, folder, { prune: false, now: NOW, most: 5 });

async function applied(api: Api): Promise<ChangeView['status'][]> {
  const { changes } = await plan(api);
  const statuses: ChangeView['status'][] = [];
  for (const { edits } of changes.filter(({ by }) => by === 'apply')) {
    const body = { reason: 'Moved', edits };
    statuses.push((await api.post<ChangeView>('/api/changes', body)).status);
  }
  return statuses;
}

test('a policy moves from a test platform to a live one by its files', {
  timeout: 60_000,
}, async () => {
  const accounts = Array.from({ length: 3 }, (_, index) => `acct_1Moved${index}`);
  for (const id of accounts) await newAccount({ id });
  const [first = '', ...others] = accounts;
  await change([
    { op: 'template.create', key: 'ground', name: 'Ground: "all"', set: { payments: 'on' } },
    {
      op: 'template.create',
      key: 'a-shop',
      name: 'Shop',
      extends: 'ground',
      set: { payouts: 'on' },
    },
    { op: 'template.create', key: 'gone', name: 'Gone', set: {} },
    { op: 'template.archive', key: 'gone' },
    {
      op: 'rules.replace',
      rules: [{ when: { tag: ['vip'], country: ['DE'] }, template: 'a-shop' }],
      default: 'ground',
    },
    {
      op: 'account.override',
      account: first,
      set: { payments: 'off' },
      note: 'Risk\n\nask # first',
    },
  ]);
  await change(
    others.flatMap((account) => [
      { op: 'account.assign', account, template: 'a-shop' },
      { op: 'account.tag', account, add: ['vip'] },
    ]),
  );
  await change(
    [
      { op: 'approvals.replace', rules: [{ name: 'Loose', when: {}, approvers: 0 }] },
      {
        op: 'guardrails.replace',
        guardrails: [
          {
            name: 'Archived too',
            of: { template: 'gone' },
            never: [{ cell: 'payments', is: 'on' }],
          },
        ],
      },
    ],
    { context: as('admin') },
  );

  const files = await exported(machine());
  expect(await exported(machine())).toEqual(files);
  expect((await plan(machine())).changes).toEqual([]);

  switchToLive();
  for (const id of accounts) await newAccount({ id });
  const { changes } = await plan(machine());
  expect(changes.map(({ by }) => by)).toEqual(['apply', 'apply', 'admin']);
  const [one, second, governing] = changes;
  expect(one?.impact?.accounts).toBe(accounts.length);
  expect(second?.unweighed).toContain('stands on the changes before it');
  // The archived template is not here to be referred to.
  expect(governing?.problem?.detail).toBe('There is no template "gone".');
  await change([
    { op: 'template.create', key: 'gone', name: 'Gone', set: {} },
    { op: 'template.archive', key: 'gone' },
  ]);

  expect(await applied(machine())).toEqual(['applied', 'applied']);
  const { changes: rest } = await plan(machine());
  expect(rest).toMatchObject([{ by: 'admin', problem: null }]);
  expect(rest[0]?.diff.map(({ subject }) => subject.kind)).toEqual(['guardrails', 'approvals']);
  await change(rest[0]?.edits ?? [], { context: as('admin') });

  expect((await plan(machine())).changes).toEqual([]);
  const there = await exported(machine());
  expect(there['accounts.yaml']).toBe(files['accounts.yaml']);
  expect(there['rules.yaml']).toBe(files['rules.yaml']);
  expect(there['guardrails.yaml']).toBe(files['guardrails.yaml']);
});

test('a token that may only read sees what differs, and not what that does', async () => {
  await change([{ op: 'template.update', key: 'ground', name: 'Ground floor' }]);
  const reader = apiFor(withScopes(['accounts:read', 'policy:read']));
  const { changes } = await plan(reader);
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatchObject({
    diff: [{ field: 'name', before: 'Ground floor', after: 'Ground: "all"' }],
    impact: null,
    problem: null,
  });
  expect(changes[0]?.unweighed).toContain('policy:write');
});
