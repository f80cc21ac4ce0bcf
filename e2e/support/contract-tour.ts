import type { APIRequestContext } from '@playwright/test';
import type { Asked, askBy } from './contract';

/** Who takes part in the tour. */
export interface Guests {
  admin: APIRequestContext;
  operator: APIRequestContext;
  machine: APIRequestContext;
  nobody: APIRequestContext;
}

type Answered = Awaited<ReturnType<typeof askBy>>;

/** Asks as one of the guests and holds the answer against the document. */
export type Ask = (
  who: keyof Guests,
  call: string,
  route: string,
  rest?: Omit<Asked, 'route' | 'method' | 'path'> & { path?: string; search?: string },
) => Promise<Answered>;

/** A route's pattern with values in the place of its parameters: `at('/api/changes/[id]', id)`. */
const at = (route: string, value: string) => route.replace(/\[\w+\]/, value);

async function reading(ask: Ask, account: string) {
  const get = (route: string, search = '', path?: string) =>
    ask('machine', 'GET', route, { search, ...(path && { path }) });
  await get('/api/accounts', '?limit=3&disconnected=false');
  await get('/api/accounts', '?format=csv');
  await get('/api/accounts', '?cursor=bent');
  await get('/api/accounts/count', '?disconnected=false');
  await get('/api/accounts/count', '?cursor=bent');
  for (const route of ['', '/policy', '/history']) {
    const pattern = `/api/accounts/[id]${route}`;
    await get(pattern, '', at(pattern, account));
    await get(pattern, '', at(pattern, 'acct_nobody'));
    await get(pattern, '', at(pattern, 'not-an-id'));
  }
  await get(
    '/api/accounts/[id]/policy',
    '?at=2020-01-01T00:00:00Z',
    `/api/accounts/${account}/policy`,
  );
  await get('/api/accounts/[id]/history', '?cell=payments', `/api/accounts/${account}/history`);
  await get('/api/accounts/states', `?accounts=${account}`);
  const fees = '/api/accounts/[id]/application-fees';
  await get(fees, '?limit=2', at(fees, account));
  await get(fees, '?state=none', at(fees, account));
  await get('/api/application-fees/[id]', '', '/api/application-fees/fee_1Unknown');
  await get('/api/templates', '?settings=true&archived=true');
  await get('/api/templates/[key]', '', '/api/templates/none');
  await get('/api/templates/[key]/decisions', '?cell=none', '/api/templates/base/decisions');
  await get('/api/rules/match', '?account=acct_nobody');
  await get('/api/audit', '?limit=5');
  await get('/api/audit', '?format=ndjson&action=session');
  await get('/api/audit', '?format=csv&action=session');
  await get('/api/policy-schema/[name]', '', '/api/policy-schema/rules');
  await get('/api/policy-schema/[name]', '', '/api/policy-schema/none');
  for (const route of ['/api/health', '/api/ready', '/api/openapi.json']) {
    await ask('nobody', 'GET', route);
  }
}

async function minting(ask: Ask, account: string) {
  const mint = (data: unknown) => ask('machine', 'POST', '/api/account-sessions', { data });
  await mint({ account });
  await mint({ account, components: ['payments'] });
  await mint({ account: 'acct_nobody' });
  await mint({ account, components: ['no_such_component'] });
  await mint({ account, components: ['financial_account'] });
  const preview = { data: { account, reason: 'The document' } };
  await ask('admin', 'POST', '/api/account-sessions/live-preview', preview);
  const wide = { account, 'components[payments][enabled]': 'true' };
  const form = { ...wide, 'components[financial_account][enabled]': 'true' };
  await ask('machine', 'POST', '/v1/account_sessions', { form });
  const headers = { 'x-switchyard-strict': 'true' };
  await ask('machine', 'POST', '/v1/account_sessions', { form, headers });
  await ask('machine', 'POST', '/v1/account_sessions', {
    form: { ...wide, account: 'acct_nobody' },
  });
  await ask('nobody', 'POST', '/api/webhooks/stripe', { data: { id: 'evt_1' } });
}

async function changing(ask: Ask, account: string) {
  const edits = [{ op: 'account.override', account, set: { documents: 'on' }, note: 'Document' }];
  const content = { reason: 'The document', edits };
  const post = (data: unknown) => ask('admin', 'POST', '/api/changes', { data });
  const draft = async () => (await post({ ...content, draft: true })).body.id as string;
  const act = (id: string, name: string, data: unknown = {}, who: keyof Guests = 'admin') => {
    const route = `/api/changes/[id]/${name}`;
    return ask(who, name === 'accounts' ? 'GET' : 'POST', route, {
      path: at(route, id),
      ...(name !== 'accounts' && { data }),
    });
  };
  const look = (id: string) =>
    ask('admin', 'GET', '/api/changes/[id]', { path: `/api/changes/${id}` });
  await post({ ...content, dryRun: true });
  await post({ reason: 'x', edits: [{ op: 'template.archive', key: 'none' }] });
  await post({ reason: 'x', edits: [{ ...edits[0], expectedRevision: 999_999 }] });
  await post({ reason: 'x', edits: [{ ...edits[0], account: 'acct_nobody' }] });
  await ask('admin', 'POST', '/api/changes/accounts', { data: { edits } });
  const withdrawn = await draft();
  const route = { path: `/api/changes/${withdrawn}` };
  await ask('admin', 'PUT', '/api/changes/[id]', { ...route, data: content });
  await act(withdrawn, 'accounts');
  const { body: kept } = await look(withdrawn);
  await act(withdrawn, 'submit');
  await act(withdrawn, 'approve', { pin: kept.pin }, 'operator');
  await act(withdrawn, 'schedule', { applyAt: '2031-01-01T00:00:00Z' });
  await act(withdrawn, 'unschedule');
  await act(withdrawn, 'withdraw');
  await look(withdrawn);
  await act(withdrawn, 'apply');
  const rejected = await draft();
  await act(rejected, 'submit');
  await act(rejected, 'reject', { comment: 'No' }, 'operator');
  const { body } = await post(content);
  if (!body.id) return;
  await look(body.id);
  await act(body.id, 'revert', { dryRun: true });
  await act(body.id, 'revert', {});
  await look(body.id);
  await ask('admin', 'GET', '/api/audit', { search: `?changeId=${body.id}` });
  await ask('admin', 'GET', '/api/accounts/states', { search: `?accounts=${account}` });
}

async function manyAtOnce(ask: Ask, account: string) {
  const bulk = (data: unknown) => ask('admin', 'POST', '/api/bulk-jobs', { data });
  const act = { op: 'account.tag', add: ['document'] };
  const request = { act, filter: { q: account }, reason: 'The document' };
  await bulk({ ...request, dryRun: true });
  await bulk({ ...request, expected: 0 });
  await bulk({ ...request, act: { op: 'account.assign', template: 'none' } });
  for (const one of [act, { op: 'account.tag', remove: ['document'] }]) {
    const { body } = await bulk({ ...request, act: one });
    if (!body.id) continue;
    const path = `/api/bulk-jobs/${body.id}`;
    await ask('admin', 'GET', '/api/bulk-jobs/[id]', { path });
    await ask('admin', 'POST', '/api/bulk-jobs/[id]/pause', { path: `${path}/pause` });
    await ask('admin', 'POST', '/api/bulk-jobs/[id]/resume', { path: `${path}/resume` });
  }
  await ask('admin', 'GET', '/api/bulk-jobs');
  for (const data of [`account,tags\n${account},\n`, 'account,nothing\nx,y\n']) {
    const search = '?reason=Document&dryRun=true';
    const headers = { 'content-type': 'text/csv' };
    await ask('admin', 'POST', '/api/bulk-jobs/csv', { search, headers, data });
  }
}

/** What is made, seen, altered and taken away again by its id. */
async function making(ask: Ask) {
  const admin = (call: string, route: string, id = '', data?: unknown) =>
    ask('admin', call, route, { path: at(route, id), ...(data !== undefined && { data }) });
  const make = async (route: string, data: unknown) => (await admin('POST', route, '', data)).body;
  const overlap = { overlapSeconds: 60 };
  const token = await make('/api/tokens', { name: 'Document', scopes: ['accounts:read'] });
  const { body: next } = await admin('POST', '/api/tokens/[id]/rotate', token.id, overlap);
  for (const { id } of [token, next]) await admin('DELETE', '/api/tokens/[id]', id);
  await admin('GET', '/api/tokens');
  const person = () => ({
    ...{ email: `document-${Date.now()}@switchyard.example`, name: 'Document', role: 'auditor' },
  });
  const invitation = await make('/api/invitations', person());
  const secret = new URL(invitation.link).hash.slice(1);
  for (const data of [{ secret }, { secret: 'no such' }]) {
    await ask('nobody', 'POST', '/api/invitations/look-up', { data });
  }
  await admin('GET', '/api/invitations');
  await admin('POST', '/api/invitations/[id]/renew', invitation.id);
  await admin('DELETE', '/api/invitations/[id]', invitation.id);
  const user = { ...person(), password: 'long enough to pass' };
  const { id } = await make('/api/users', user);
  await make('/api/users', user);
  await admin('POST', '/api/users/[id]/role', id, { role: 'support' });
  await admin('DELETE', '/api/users/[id]', id);
  await admin('POST', '/api/users/[id]/enable', id);
  await admin('DELETE', '/api/users/[id]', id);
  await admin('GET', '/api/users');
  const endpoint = { url: 'http://127.0.0.1:9/never', description: 'Document' };
  const made = await make('/api/notice-endpoints', { ...endpoint, events: ['change.failed'] });
  await admin('POST', '/api/notice-endpoints/[id]/test', made.id);
  await admin('POST', '/api/notice-endpoints/[id]/rotate', made.id, overlap);
  const { body: log } = await ask('admin', 'GET', '/api/notice-deliveries');
  const delivery = log.data[0].id;
  await admin('GET', '/api/notice-deliveries/[id]', delivery);
  await admin('POST', '/api/notice-deliveries/[id]/redeliver', delivery);
  const content = { ...endpoint, events: ['change.failed'], reaches: ['rules'], paused: true };
  await admin('PUT', '/api/notice-endpoints/[id]', made.id, content);
  await admin('GET', '/api/notice-endpoints');
  await admin('DELETE', '/api/notice-endpoints/[id]', made.id);
}

/** Asks every kind of route for things that are there, and for some that cannot be. */
export const TOUR: readonly [name: string, (ask: Ask, account: string) => Promise<void>][] = [
  ['reading', reading],
  ['minting', minting],
  ['changing', changing],
  ['many at once', manyAtOnce],
  ['making and taking away', making],
];
