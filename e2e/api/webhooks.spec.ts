import { createHmac } from 'node:crypto';
import { type APIRequestContext, expect, test } from '@playwright/test';
import { demo } from '../support/demo';
import {
  accountFetches,
  emitEvent,
  newAccount,
  patchAccount,
  setAccess,
} from '../support/emulator';
import { machine } from '../support/people';

const PATH = '/api/webhooks/stripe';

let client: APIRequestContext;
test.beforeAll(async () => {
  client = await machine(demo().apiToken);
});
test.afterAll(() => client.dispose());

const read = async (path: string) => (await client.get(path)).json();
const mint = async (account: string) =>
  (await client.post('/api/account-sessions', { data: { account } })).status();

/** An account that the mirror has, because it was minted for. */
async function known(name: string): Promise<string> {
  const account = await newAccount(name);
  expect(await mint(account)).toBe(200);
  return account;
}

test('a change at Stripe shows in policy, and in the audit with what it turned', async () => {
  const account = await known('Ledger & Loom');
  const edits = [{ op: 'account.override', account, set: { financial_account: 'on' } }];
  const changed = await client.post('/api/changes', { data: { reason: 'Webhook story', edits } });
  expect(changed.ok(), await changed.text()).toBe(true);
  const enabled = async () =>
    (await read(`/api/accounts/${account}/policy`)).components.financial_account.enabled;
  expect(await enabled()).toMatchObject({ value: false, layer: 'ceiling' });

  await patchAccount(account, { capabilities: { treasury: 'active' } });
  await expect.poll(async () => (await enabled()).value).toBe(true);
  const audit = await read(`/api/audit?subjectId=${account}&action=account.sync`);
  expect(audit.data).toHaveLength(1);
  expect(audit.data[0]).toMatchObject({
    actor: { kind: 'system' },
    after: { capabilities: { treasury: 'active' } },
  });
  expect(audit.data[0].after.cells).toContainEqual({
    ...{ cell: 'financial_account', before: false, after: true },
  });
});

test('an account that leaves is not minted for from then on, until it comes back', async () => {
  const account = await known('Revolving Door Café');
  await setAccess(account, false);
  expect(await mint(account)).toBe(409);
  expect((await read(`/api/accounts/${account}`)).disconnectedAt).not.toBeNull();
  await setAccess(account, true);
  await expect.poll(() => mint(account)).toBe(200);
  expect((await read(`/api/accounts/${account}`)).disconnectedAt).toBeNull();
});

test('an event that comes twice counts once, and a burst leads to few fetches', async () => {
  const account = await known('Echo Canyon Outfitters');
  const event = { type: 'account.updated', account };
  const before = await accountFetches(account);
  const twice = await emitEvent({ ...event, id: `evt_twice${account.slice(5)}`, times: 5 });
  expect(twice).toEqual([200, 200, 200, 200, 200]);
  await expect.poll(() => accountFetches(account)).toBe(before + 1);

  const burst = await Promise.all(Array.from({ length: 50 }, () => emitEvent(event)));
  expect(burst.flat().every((status) => status === 200)).toBe(true);
  await expect.poll(() => accountFetches(account)).toBeGreaterThan(before + 1);
  expect(await accountFetches(account)).toBeLessThan(before + 25);
});

test('what is of no use is taken all the same, so that Stripe does not send it again', async () => {
  const account = await known('Wrong Number Records');
  expect(await emitEvent({ type: 'account.updated', account: 'acct_1Nobody' })).toEqual([200]);
  expect(await emitEvent({ type: 'account.updated', account, livemode: true })).toEqual([200]);
  expect(await emitEvent({ type: 'charge.succeeded', account })).toEqual([200]);
});

test.describe('without a good signature', () => {
  const post = (data: string, headers: Record<string, string> = {}) =>
    client.post(PATH, { data, headers: { 'content-type': 'application/json', ...headers } });
  const event = JSON.stringify({ id: 'evt_forged', type: 'account.updated', created: 1 });

  test('nothing is taken, whoever asks', async () => {
    const at = Math.floor(Date.now() / 1000);
    const mac = createHmac('sha256', 'whsec_guessed').update(`${at}.${event}`).digest('hex');
    for (const headers of [{}, { 'stripe-signature': `t=${at},v1=${mac}` }]) {
      const answer = await post(event, headers as Record<string, string>);
      expect(answer.status()).toBe(400);
      expect(answer.headers()['content-type']).toBe('application/problem+json');
      expect(await answer.json()).toMatchObject({ code: 'invalid_request' });
    }
  });

  test('a body without end is refused before it is read', async () => {
    const answer = await post(`"${'x'.repeat(600 * 1024)}"`);
    expect(answer.status()).toBe(413);
  });
});
