import { randomUUID } from 'node:crypto';
import { type APIRequestContext, expect, test } from '@playwright/test';
import { expectDenialsOf } from '../support/access/denials';
import { newPerson, removePrincipals, tokenWith } from '../support/access/principals';
import type { Role } from '../support/demo';
import { machine } from '../support/people';
import { setStage } from '../support/story';

let account: string;
let author: Awaited<ReturnType<typeof newPerson>>;
let draft: { id: string };

test.beforeAll(async () => {
  ({ account } = await setStage('Drafts of others'));
  author = await newPerson('operator');
  const edits = [{ op: 'account.override', account, set: { payouts: 'off' } }];
  const data = { reason: 'Not done yet', draft: true, edits };
  const answer = await author.client.post('/api/changes', { data });
  expect(answer.status(), await answer.text()).toBe(202);
  draft = await answer.json();
});

test.afterAll(async () => {
  await author.client.post(`/api/changes/${draft.id}/withdraw`, { data: {} });
  await author.client.dispose();
  await removePrincipals();
});

type Act = [method: 'POST' | 'PUT', name: string, data: object];

const edit = (): Act => [
  'PUT',
  '',
  {
    reason: 'Mine now',
    edits: [{ op: 'account.override', account, set: { payouts: 'on' } }],
  },
];
const withdraw: Act = ['POST', '/withdraw', {}];
const submit: Act = ['POST', '/submit', {}];
const schedule: Act = ['POST', '/schedule', { applyAt: '2031-01-01T00:00:00Z' }];
const apply: Act = ['POST', '/apply', {}];

/** Tries acts on the draft, each of which has to be denied; returns the requests. */
async function tryAll(client: APIRequestContext, acts: readonly Act[]): Promise<string[]> {
  const requests: string[] = [];
  for (const [method, name, data] of acts) {
    const requestId = randomUUID();
    const answer = await client.fetch(`/api/changes/${draft.id}${name}`, {
      ...{ method, data, headers: { 'x-request-id': requestId } },
    });
    expect(answer.status(), `${method} ${name}: ${await answer.text()}`).toBe(403);
    expect((await answer.json()).code).toBe('forbidden');
    requests.push(requestId);
  }
  return requests;
}

const asItIs = async () => {
  const { allowed: _, ...change } = await (
    await author.client.get(`/api/changes/${draft.id}`)
  ).json();
  return change;
};

/** An admin may lead the work of others on; only who began it takes it back. */
const DENIED: Readonly<Record<Role, () => Act[]>> = {
  operator: () => [edit(), submit, schedule, apply, withdraw],
  support: () => [edit(), submit, schedule, apply, withdraw],
  auditor: () => [edit(), submit, schedule, apply, withdraw],
  admin: () => [withdraw],
};

for (const [role, acts] of Object.entries(DENIED) as [Role, () => Act[]][]) {
  test(`another person’s draft is denied to the role ${role}, audited, and stays as it is`, async () => {
    const before = await asItIs();
    const { id, client } = await newPerson(role);
    // What waits for whom is for everybody to see; what becomes of it is not.
    expect((await client.get(`/api/changes/${draft.id}`)).status()).toBe(200);
    await expectDenialsOf(id, await tryAll(client, acts()));
    expect(await asItIs()).toEqual(before);
    await client.dispose();
  });
}

test('another’s draft is denied to a token that may change policy', async () => {
  const { id, token } = await tokenWith({ scopes: ['policy:read', 'policy:write'] });
  const client = await machine(token);
  const requests = await tryAll(client, [edit(), submit, schedule, apply, withdraw]);
  await expectDenialsOf(id, requests);
  await client.dispose();
});

test('nobody reaches another person’s own account', async () => {
  const { client } = await newPerson('operator');
  const data = { current: author.user.password, password: 'taken over by another' };
  const tries = [
    await client.post(`/api/users/${author.id}/password`, { data }),
    await client.delete(`/api/users/${author.id}/sessions`),
    await client.delete(`/api/users/me/sessions?user=${author.id}`),
    // The author’s password opens only the author’s own account.
    await client.post('/api/users/me/password', { data }),
    await client.post('/api/users/me/password', { data: { ...data, user: author.id } }),
  ];
  expect(tries.map((answer) => answer.status())).toEqual([404, 404, 400, 400, 400]);
  expect((await author.client.get('/api/changes')).status()).toBe(200);
  await client.dispose();
});
