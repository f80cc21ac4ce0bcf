import { describe, expect, it } from 'vitest';
import { customAccount, exampleAccount, testEmulator } from './test-support';

const emulator = testEmulator();
const path = '/v1/application_fees';
const { control } = emulator;

const newFee = async (more: object = {}) =>
  (await control('POST', 'fees', { account: exampleAccount, amount: 1000, ...more })).body;
const refund = (fee: string, form = '', key?: string) =>
  emulator.post(`${path}/${fee}/refunds`, form, key ? { 'Idempotency-Key': key } : {});

describe('the list', () => {
  it('has the seed’s fees of all accounts, newest first, the same each time', async () => {
    const fees = await emulator.stripe().applicationFees.list({ limit: 100 }).autoPagingToArray({
      limit: 1_000,
    });
    const dates = fees.map(({ created }) => created);
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
    expect(new Set(fees.map(({ id }) => id)).size).toBe(fees.length);
    expect(fees.filter(({ account }) => account === exampleAccount)).toHaveLength(47);
    const currencies = new Set(fees.map(({ currency }) => currency));
    for (const currency of ['usd', 'eur', 'jpy', 'kwd']) expect(currencies).toContain(currency);
    const states = fees.map(({ amount_refunded, refunded }) => [amount_refunded > 0, refunded]);
    expect(new Set(states.map(String))).toEqual(
      new Set(['false,false', 'true,false', 'true,true']),
    );
    const [first] = fees;
    await control('POST', 'reset');
    expect((await emulator.get(`${path}?limit=1`)).body.data[0].id).toBe(first?.id);
  });

  it('is narrowed down by charge and by time, and paged in both directions', async () => {
    const { id, charge } = await newFee({ created: 1_790_000_000 });
    const ids = async (query: string) =>
      (await emulator.get(`${path}?${query}`)).body.data.map((fee: { id: string }) => fee.id);
    expect(await ids(`charge=${charge}`)).toEqual([id]);
    expect(await ids('created[gte]=1790000000')).toEqual([id]);
    const [, second, third] = await ids('limit=3');
    expect(await ids(`starting_after=${second}&limit=1`)).toEqual([third]);
    expect(await ids(`ending_before=${second}&limit=5`)).toEqual([id]);
    const lost = await emulator.get(`${path}?starting_after=fee_x`);
    expect(lost.body.error).toMatchObject({ code: 'resource_missing', param: 'starting_after' });
    // There is no filter by account.
    expect((await emulator.get(`${path}?account=${exampleAccount}`)).status).toBe(400);
  });
});

describe('a refund', () => {
  it('of part, and of what is left', async () => {
    const { id } = await newFee();
    const first = await refund(id, 'amount=300&metadata[order]=7');
    expect(first.body).toMatchObject({
      ...{ object: 'fee_refund', amount: 300, currency: 'usd', fee: id, metadata: { order: '7' } },
    });
    expect((await emulator.get(`${path}/${id}`)).body).toMatchObject({
      ...{ amount_refunded: 300, refunded: false, refunds: { data: [first.body] } },
    });
    expect((await refund(id)).body.amount).toBe(700);
    const { body } = await emulator.get(`${path}/${id}/refunds?limit=1`);
    expect(body).toMatchObject({ object: 'list', has_more: true, data: [{ amount: 700 }] });
    expect((await emulator.get(`${path}/${id}`)).body.refunded).toBe(true);
    const again = await refund(id);
    expect(again.status).toBe(400);
    expect(again.body.error.message).toBe(`Application fee ${id} has already been refunded.`);
  });

  it('of more than is left is refused', async () => {
    const { id } = await newFee({ currency: 'jpy' });
    await refund(id, 'amount=900');
    const { status, body } = await refund(id, 'amount=101');
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      type: 'invalid_request_error',
      message: 'Refund amount (¥101) is greater than unrefunded amount on fee (¥100)',
      param: 'amount',
    });
  });

  it('with the same key is the same', async () => {
    const { id } = await newFee();
    const first = await refund(id, 'amount=300', 'key-1');
    expect((await refund(id, 'amount=300', 'key-1')).body).toEqual(first.body);
    expect((await refund(id, 'amount=301', 'key-1')).body.error.type).toBe('idempotency_error');
    expect((await emulator.get(`${path}/${id}`)).body.amount_refunded).toBe(300);
  });

  it('of a fee that there is not, is not found', async () => {
    for (const reply of [await refund('fee_x'), await emulator.get(`${path}/fee_x`)]) {
      expect(reply.status).toBe(404);
      expect(reply.body.error).toMatchObject({
        code: 'resource_missing',
        message: "No such application fee: 'fee_x'",
      });
    }
  });
});

it.each([{}, { account: customAccount }, { account: customAccount, amount: 0 }])(
  'takes no fee of %o',
  async (fee) => {
    expect((await control('POST', 'fees', fee)).status).toBe(400);
  },
);
