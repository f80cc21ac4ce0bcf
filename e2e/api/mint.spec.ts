import { type APIRequestContext, expect, test } from '@playwright/test';
import { demo } from '../support/demo';
import { asForm, newAccount, sessionRequests } from '../support/emulator';
import { machine } from '../support/people';

let client: APIRequestContext;

test.beforeAll(async () => {
  client = await machine(demo().apiToken);
});
test.afterAll(async () => {
  await client.dispose();
});

const mint = (data: object) => client.post('/api/account-sessions', { data });

async function change(edits: object[]) {
  const answer = await client.post('/api/changes', { data: { reason: 'Mint story', edits } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

test('an account that the mirror has never seen is fetched, saved and served', async () => {
  const account = await newAccount('Newcomer Kites');
  expect((await client.get(`/api/accounts/${account}`)).status()).toBe(404);

  const answer = await mint({ account });
  expect(answer.status()).toBe(200);
  expect(answer.headers()['cache-control']).toBe('no-store');
  const session = await answer.json();
  expect(session).toMatchObject({ object: 'account_session', account, livemode: false });
  expect(session.client_secret).toMatch(/^accs_secret__/);

  const saved = await (await client.get(`/api/accounts/${account}`)).json();
  expect(saved).toMatchObject({ id: account, name: 'Newcomer Kites', controller: 'express' });
  const { send } = await (await client.get(`/api/accounts/${account}/policy`)).json();
  const [seen] = await sessionRequests(account);
  expect(asForm(seen?.params.components)).toEqual(asForm(send));
});

test('a request may narrow a session, and never widens it', async () => {
  const account = await newAccount('Narrow Boats');
  const narrowed = await mint({ account, components: ['payments'] });
  expect(narrowed.status()).toBe(200);
  const seen = await sessionRequests(account);
  expect(Object.keys(seen.at(-1)?.params.components ?? {})).toEqual(['payments']);

  const widened = await mint({ account, components: ['payments', 'tax_settings'] });
  expect(widened.status()).toBe(403);
  expect(await widened.json()).toMatchObject({
    code: 'component_not_allowed',
    components: ['tax_settings'],
  });
  expect(await sessionRequests(account)).toHaveLength(seen.length);
});

test('a policy that enables nothing is told so without asking Stripe', async () => {
  const account = await newAccount('Closed Shutters');
  await mint({ account });
  const policy = await (await client.get(`/api/accounts/${account}/policy`)).json();
  const off = Object.fromEntries(Object.keys(policy.send).map((name) => [name, 'off']));
  await change([{ op: 'account.override', account, set: off }]);

  const before = (await sessionRequests(account)).length;
  const answer = await mint({ account });
  expect(answer.status()).toBe(409);
  expect((await answer.json()).code).toBe('no_component_enabled');
  expect(await sessionRequests(account)).toHaveLength(before);
  const audit = await (
    await client.get(`/api/audit?subjectId=${account}&action=session.mint`)
  ).json();
  expect(audit.data[0].outcome).toMatchObject({ result: 'refused', code: 'no_component_enabled' });
});

test('an override shows in the next mint, and clearing it gives the template back', async () => {
  const account = await newAccount('Seesaw Supplies');
  await mint({ account });
  const policy = () => client.get(`/api/accounts/${account}/policy`).then((a) => a.json());
  const before = await policy();

  await change([
    { op: 'account.override', account, set: { 'payments.refund_management': 'off' }, note: 'Risk' },
  ]);
  const session = await (await mint({ account })).json();
  expect(session.components.payments.features.refund_management).toBe(false);

  await change([
    { op: 'account.override', account, set: { 'payments.refund_management': 'inherit' } },
  ]);
  const after = await policy();
  expect(after.components).toEqual(before.components);
  const again = await (await mint({ account })).json();
  expect(again.components.payments.features.refund_management).toBe(true);

  const past = await client.get(`/api/accounts/${account}/policy?at=${before.at}`);
  expect((await past.json()).components).toEqual(before.components);
});

test('no answer but the mint holds a secret, and no audit line does', async () => {
  const account = await newAccount('Quiet Harbour');
  const { client_secret: secret } = await (await mint({ account })).json();
  for (const path of [
    `/api/accounts/${account}`,
    `/api/accounts/${account}/policy`,
    `/api/audit?subjectId=${account}`,
    `/api/audit?subjectId=${account}&format=ndjson`,
    `/api/audit?subjectId=${account}&format=csv`,
  ]) {
    const answer = await client.get(path);
    expect(answer.status(), path).toBe(200);
    expect(await answer.text()).not.toContain(secret);
  }
});
