import { type APIRequestContext, expect, test } from '@playwright/test';
import { demo } from '../support/demo';
import { machine } from '../support/people';

const ACCOUNT = 'acct_1NkDjjJyhOZfPCWt';
const PAST = '2020-01-01T00:00:00Z';

let client: APIRequestContext;

test.beforeAll(async () => {
  client = await machine(demo().apiToken);
});
test.afterAll(async () => {
  await client.dispose();
});

/** Policy and audit as they stand, to be compared before and after. */
async function standing() {
  const paths = ['/api/templates?archived=true', `/api/accounts/${ACCOUNT}`, '/api/templates/base'];
  const states = [];
  for (const path of paths) states.push(await (await client.get(path)).json());
  const audit = await (
    await client.get('/api/audit?limit=200&subjectKind=template&subjectId=spare')
  ).json();
  // Other specs mint for new accounts meanwhile, so how many accounts a template has may move.
  const own = (key: string, value: unknown) => (key === 'accounts' ? undefined : value);
  return JSON.stringify([states, audit.data.map(({ id }: { id: string }) => id)], own);
}

interface Refusal {
  name: string;
  edits: unknown[];
  status?: number;
  code?: string;
  pointer?: string;
  says: RegExp;
}

const override = (more: object) => ({ op: 'account.override', account: ACCOUNT, ...more });
const create = (more: object) => ({ op: 'template.create', key: 'spare', name: 'Spare', ...more });

const refusals: Refusal[] = [
  {
    name: 'an unknown component',
    edits: [create({ set: { holograms: 'on' } })],
    pointer: '/edits/0/set/holograms',
    says: /holograms/,
  },
  {
    name: 'an unknown feature',
    edits: [override({ set: { 'payments.time_travel': 'on' } })],
    pointer: '/edits/0/set/payments.time_travel',
    says: /time_travel/,
  },
  {
    name: 'a feature that Stripe’s reference knows and its API does not',
    edits: [override({ set: { 'financial_account.money_movement': 'on' } })],
    pointer: '/edits/0/set/financial_account.money_movement',
    says: /money_movement/,
  },
  {
    name: 'a cell twice in one change',
    edits: [override({ set: { payments: 'on' } }), override({ set: { payments: 'off' } })],
    pointer: '/edits/1/set/payments',
    says: /twice/,
  },
  {
    name: 'a template that extends itself',
    edits: [{ op: 'template.update', key: 'retail', extends: 'retail' }],
    pointer: '/edits/0/extends',
    says: /cycle/,
  },
  {
    name: 'a cycle of parents',
    edits: [{ op: 'template.update', key: 'base', extends: 'retail' }],
    pointer: '/edits/0/extends',
    says: /cycle/,
  },
  {
    name: 'extending a template that was archived',
    edits: [
      create({}),
      { op: 'template.archive', key: 'spare' },
      { op: 'template.create', key: 'child', name: 'Child', extends: 'spare' },
    ],
    pointer: '/edits/2/extends',
    says: /archived/,
  },
  {
    name: 'assigning a template that was archived',
    edits: [
      create({}),
      { op: 'template.archive', key: 'spare' },
      { op: 'account.assign', account: ACCOUNT, template: 'spare' },
    ],
    pointer: '/edits/2/template',
    says: /archived/,
  },
  {
    name: 'an expiry in the past',
    edits: [override({ set: { payments: 'on' }, expiresAt: PAST })],
    pointer: '/edits/0/expiresAt',
    says: /past/,
  },
  {
    name: 'a setting of a wrong type',
    edits: [override({ set: { payments: true } })],
    pointer: '/edits/0/set/payments',
    says: /./,
  },
  { name: 'an unknown op', edits: [{ op: 'template.explode' }], says: /./ },
  {
    name: 'a property that nobody knows',
    edits: [override({ set: { payments: 'on' }, colour: 'blue' })],
    pointer: '/edits/0/colour',
    says: /colour/,
  },
  {
    name: 'a NUL character',
    edits: [create({ name: 'Sp\u0000are' })],
    pointer: '/edits/0/name',
    says: /[Cc]ontrol characters/,
  },
  {
    name: 'a control character in a note',
    edits: [override({ set: { payments: 'on' }, note: 'bell \u0007' })],
    pointer: '/edits/0/note',
    says: /[Cc]ontrol characters/,
  },
  {
    name: 'an account id that is a path',
    edits: [{ op: 'account.assign', account: '../../etc/passwd', template: null }],
    pointer: '/edits/0/account',
    says: /acct_/,
  },
  {
    name: 'an account that does not exist',
    edits: [{ op: 'account.assign', account: 'acct_nobody', template: null }],
    status: 404,
    code: 'account_not_found',
    says: /acct_nobody/,
  },
  {
    name: 'a template that does not exist',
    edits: [{ op: 'template.update', key: 'nowhere', name: 'x' }],
    status: 404,
    code: 'not_found',
    says: /nowhere/,
  },
  {
    name: 'a key that is taken',
    edits: [{ op: 'template.create', key: 'retail', name: 'Again' }],
    status: 409,
    code: 'conflict',
    says: /exists already/,
  },
  {
    name: 'a revision that is no longer current',
    edits: [{ op: 'template.update', key: 'retail', expectedRevision: 0, name: 'x' }],
    status: 409,
    code: 'conflict',
    says: /revision/,
  },
  { name: 'no edit at all', edits: [], pointer: '/edits', says: /at least one/ },
];

for (const { name, edits, status = 400, code = 'invalid_request', pointer, says } of refusals) {
  test(`${name} is refused, and nothing changes`, async () => {
    const before = await standing();
    const good = create({ key: 'first-and-good', name: 'Applied first' });
    const answer = await client.post('/api/changes', {
      data: { reason: 'Bad input', edits },
    });
    const problem = await answer.json();
    expect(answer.status(), JSON.stringify(problem)).toBe(status);
    expect(answer.headers()['content-type']).toBe('application/problem+json');
    expect(problem).toMatchObject({ code, status, requestId: answer.headers()['x-request-id'] });
    expect(problem.detail).toMatch(says);
    if (pointer) {
      expect(problem.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    }
    // With a good edit in front, all or none still holds.
    if (edits.length > 0) {
      const both = await client.post('/api/changes', {
        data: { reason: 'Bad input', edits: [good, ...edits] },
      });
      expect(both.status()).toBe(status);
    }
    expect(await standing()).toBe(before);
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };
const CHANGE = '{"reason":"x","edits":[{"op":"template.archive","key":"spare"}]}';

const bodies: [
  name: string,
  body: string | Buffer,
  headers: Record<string, string>,
  code: string,
][] = [
  ['malformed JSON', '{"reason": ', JSON_TYPE, 'invalid_request'],
  ['an empty body', '', JSON_TYPE, 'invalid_request'],
  ['broken UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), JSON_TYPE, 'invalid_request'],
  ['a bare list', '[]', JSON_TYPE, 'invalid_request'],
  ['another content type', CHANGE, { 'content-type': 'text/plain' }, 'invalid_request'],
  [
    'a cell twice in one object',
    '{"reason":"x","edits":[{"op":"template.update","key":"retail","set":{"payments":"on","payments":"off"}}]}',
    JSON_TYPE,
    'invalid_request',
  ],
  [
    'a prototype’s name',
    '{"reason":"x","edits":[{"op":"template.update","key":"retail","set":{"__proto__":"on"}}]}',
    JSON_TYPE,
    'invalid_request',
  ],
  ['a deep nest', '['.repeat(20_000) + ']'.repeat(20_000), JSON_TYPE, 'invalid_request'],
  [
    'a body of 70 kB',
    JSON.stringify({ reason: 'x'.repeat(70_000), edits: [] }),
    JSON_TYPE,
    'payload_too_large',
  ],
];

for (const [name, data, headers, code] of bodies) {
  test(`${name} is refused with ${code}`, async () => {
    for (const path of ['/api/changes', '/api/account-sessions']) {
      const answer = await client.post(path, { data: Buffer.from(data), headers });
      const problem = await answer.json();
      expect(problem.code, path).toBe(code);
      expect(answer.status()).toBe(code === 'payload_too_large' ? 413 : 400);
      expect(JSON.stringify(problem)).not.toContain('xxxxxxxx');
    }
  });
}

const reads: [path: string, status: number, code: string][] = [
  ['/api/accounts/..%2f..%2fetc%2fpasswd', 400, 'invalid_request'],
  ['/api/accounts/acct_%00', 400, 'invalid_request'],
  ['/api/accounts/acct_nobody', 404, 'account_not_found'],
  ['/api/accounts/acct_nobody/policy', 404, 'account_not_found'],
  [`/api/accounts/${ACCOUNT}/policy?at=yesterday`, 400, 'invalid_request'],
  [`/api/accounts/${ACCOUNT}/policy?at=2999-01-01T00:00:00Z`, 400, 'invalid_request'],
  ['/api/accounts/acct_nobody/history', 404, 'account_not_found'],
  [`/api/accounts/${ACCOUNT}/history?cell=no.such_cell`, 400, 'invalid_request'],
  ['/api/accounts?limit=0', 400, 'invalid_request'],
  ['/api/accounts?limit=many', 400, 'invalid_request'],
  ['/api/accounts?cursor=bm90LW91cnM', 400, 'invalid_request'],
  ['/api/accounts?colour=blue', 400, 'invalid_request'],
  ['/api/accounts?q=a&q=b', 400, 'invalid_request'],
  ['/api/accounts?q=%00', 400, 'invalid_request'],
  ['/api/audit?cursor=%ff', 400, 'invalid_request'],
  ['/api/templates/nowhere', 404, 'not_found'],
  ['/api/templates/NOT%20A%20KEY', 400, 'invalid_request'],
  ['/api/changes/not-an-id', 404, 'not_found'],
  ['/api/nothing/here', 404, 'not_found'],
];

for (const [path, status, code] of reads) {
  test(`GET ${path} answers ${code}`, async () => {
    const answer = await client.get(path);
    const problem = await answer.json();
    expect(answer.status(), JSON.stringify(problem)).toBe(status);
    expect(problem.code).toBe(code);
    expect(answer.headers()['content-type']).toBe('application/problem+json');
  });
}

test('a 409 shows both sides', async () => {
  const edit = { op: 'template.update', key: 'retail', expectedRevision: 0, name: 'Other' };
  const answer = await client.post('/api/changes', { data: { reason: 'Stale', edits: [edit] } });
  const { conflict } = await answer.json();
  expect(conflict.yours).toMatchObject(edit);
  expect(conflict.current).toMatchObject({ key: 'retail', name: 'Retail' });
  expect(conflict.current.revision).toBeGreaterThan(0);
});
