import { randomUUID } from 'node:crypto';
import { type APIRequestContext, expect, test } from '@playwright/test';
import { demo } from '../support/demo';
import { breakRefunds, newAccount, refundKeys, takeFee } from '../support/emulator';
import { machine, signedIn } from '../support/people';

/** The account of the demo that has many fees. */
const SEEDED = 'acct_1NkDjjJyhOZfPCWt';

let client: APIRequestContext;
let admin: APIRequestContext;
test.beforeAll(async () => {
  client = await machine(demo().apiToken);
  admin = await signedIn('admin');
});
test.afterAll(async () => {
  await client.dispose();
  await admin.dispose();
});

const feesOf = async (account: string, query = '') =>
  (await client.get(`/api/accounts/${account}/application-fees${query}`)).json();
const feeOf = async (fee: string) => (await client.get(`/api/application-fees/${fee}`)).json();

/** An account that the mirror knows, with a fee that a webhook told of. */
async function withFee(name: string, amount = 1000, currency = 'usd') {
  const account = await newAccount(name);
  const minted = await client.post('/api/account-sessions', { data: { account } });
  expect(minted.ok(), await minted.text()).toBe(true);
  const fee = await takeFee({ account, amount, currency });
  expect((await feesOf(account)).data).toMatchObject([{ id: fee.id, amount, left: amount }]);
  return { account, fee: fee.id };
}

function refund(fee: string, body: object, key: string | null = randomUUID(), by = admin) {
  const data = { reason: 'Charged twice', ...body };
  const headers: Record<string, string> = key === null ? {} : { 'idempotency-key': key };
  return by.post(`/api/application-fees/${fee}/refunds`, { data, headers });
}

test('the demo’s fees are read from Stripe’s list, and come in pages', async () => {
  await expect
    .poll(async () => (await feesOf(SEEDED, '?limit=1')).sync.complete, { timeout: 30_000 })
    .toBe(true);
  const ids = new Set<string>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const more: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page: { data: { id: string }[]; nextCursor: string | null } = await feesOf(
      SEEDED,
      `?limit=20${more}`,
    );
    for (const { id } of page.data) ids.add(id);
    cursor = page.nextCursor;
  }
  expect(ids.size).toBe(47);
  const partly = await feesOf(SEEDED, '?state=partly_refunded&limit=100');
  expect(partly.data.length).toBeGreaterThan(3);
  expect(new Set(partly.data.map((fee: { state: string }) => fee.state))).toEqual(
    new Set(['partly_refunded']),
  );
});

test('a fee is refunded in part and whole, each key once', async () => {
  const { account, fee } = await withFee('Tin Whistle Toys');
  const key = randomUUID();
  const first = await refund(fee, { amount: 250, expectedRefunded: 0 }, key);
  expect(first.status()).toBe(201);
  const made = await first.json();
  expect(made).toMatchObject({ fee, account, amount: 250, state: 'done', currency: 'usd' });
  const again = await refund(fee, { amount: 250, expectedRefunded: 0 }, key);
  expect(again.status()).toBe(201);
  expect(await again.json()).toEqual(made);
  expect(await feeOf(fee)).toMatchObject({ fresh: true, amountRefunded: 250, left: 750 });

  const stale = await refund(fee, { expectedRefunded: 0 });
  expect(stale.status()).toBe(409);
  expect((await stale.json()).conflict).toEqual({
    expected: { amountRefunded: 0 },
    current: { amountRefunded: 250, left: 750 },
  });
  const tooMuch = await refund(fee, { amount: 751 });
  expect(tooMuch.status()).toBe(400);
  expect((await tooMuch.json()).errors[0].pointer).toBe('/amount');
  expect((await refund(fee, {})).status()).toBe(201);
  expect((await refund(fee, {})).status()).toBe(409);
  expect(await feeOf(fee)).toMatchObject({ state: 'refunded', left: 0 });

  const { data } = await (await client.get(`/api/audit?subjectId=${account}&action=fee`)).json();
  expect(data.map((entry: { after: { amount: number } }) => entry.after.amount)).toEqual([
    750, 250,
  ]);
  expect(data[0]).toMatchObject({ reason: 'Charged twice', outcome: { result: 'succeeded' } });
});

test('what is not right in form, or not allowed, is refused before Stripe is asked', async () => {
  const { fee } = await withFee('Plumb Line Masonry');
  const cases: [object, string | null, number][] = [
    [{}, null, 400],
    [{}, 'short', 400],
    [{ amount: 0 }, randomUUID(), 400],
    [{ amount: 1.5 }, randomUUID(), 400],
    [{ amount: '250' }, randomUUID(), 400],
    [{ reason: ' ' }, randomUUID(), 400],
    [{ refund: true }, randomUUID(), 400],
  ];
  for (const [body, key, status] of cases) {
    expect((await refund(fee, body, key)).status(), JSON.stringify(body)).toBe(status);
  }
  const operator = await signedIn('operator');
  for (const by of [client, operator]) {
    expect((await refund(fee, {}, randomUUID(), by)).status()).toBe(403);
  }
  expect((await refund('fee_1Unknown', {})).status()).toBe(404);
  expect((await client.get('/api/application-fees/nonsense')).status()).toBe(400);
  expect(await refundKeys(fee)).toEqual([]);
  await operator.dispose();
});

test('admins at once refund no more than the fee', async () => {
  const { fee } = await withFee('Seesaw Playgrounds');
  const answers = await Promise.all(Array.from({ length: 5 }, () => refund(fee, { amount: 600 })));
  const statuses = answers.map((answer) => answer.status());
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  expect(statuses.every((status) => [201, 400, 409].includes(status))).toBe(true);
  expect(await feeOf(fee)).toMatchObject({ amountRefunded: 600 });
});

test('where Stripe does not answer, the same refund is asked for until it does', async () => {
  const { fee } = await withFee('Long Silence Bells');
  await breakRefunds(fee, 7);
  const key = randomUUID();
  const first = await refund(fee, { amount: 250 }, key);
  expect(first.status()).toBe(202);
  const { id } = await first.json();
  await expect
    .poll(async () => (await feeOf(fee)).requests[0].state, { timeout: 45_000 })
    .toBe('done');
  const again = await refund(fee, { amount: 250 }, key);
  expect(again.status()).toBe(201);
  expect(await again.json()).toMatchObject({ id, state: 'done' });
  expect(await feeOf(fee)).toMatchObject({ amountRefunded: 250 });
  expect(new Set(await refundKeys(fee)).size).toBe(1);
});
