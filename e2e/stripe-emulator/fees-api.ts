import { invalidParameter, ruleBroken, StripeFailure } from './errors';
import { type FeeRefund, feeObject, refundedOf, type StoredFee } from './fees';
import type { FormHash } from './form';
import { newId } from './ids';
import { checkParams, hash, type Shape, text } from './params';
import type { World } from './world';

const seconds: Shape = { is: 'integer', min: 0, max: Number.MAX_SAFE_INTEGER };

const pageShape: Readonly<Record<string, Shape>> = {
  ending_before: { is: 'string' },
  limit: { is: 'integer', min: 1, max: 100 },
  starting_after: { is: 'string' },
};

const listShape: Readonly<Record<string, Shape>> = {
  ...pageShape,
  charge: { is: 'string' },
  created: { is: 'hash', of: { gt: seconds, gte: seconds, lt: seconds, lte: seconds } },
};

const refundShape: Readonly<Record<string, Shape>> = {
  amount: { is: 'integer', min: 1, max: 99_999_999 },
  metadata: { is: 'texts' },
};

/** A page of a list, forwards or backwards from one of its items. */
function paged<T extends { id: string }>(
  all: readonly T[],
  params: FormHash,
  what: string,
): { data: T[]; has_more: boolean } {
  const limit = Number(text(params, 'limit') ?? 10);
  const placeOf = (param: string) => {
    const id = text(params, param);
    if (id === undefined) return undefined;
    const place = all.findIndex((one) => one.id === id);
    if (place < 0) throw invalidParameter(param, `No such ${what}: '${id}'`, 'resource_missing');
    return place;
  };
  const after = placeOf('starting_after');
  const before = placeOf('ending_before');
  if (after !== undefined && before !== undefined) {
    throw invalidParameter('ending_before', 'Give only one of starting_after and ending_before.');
  }
  if (before !== undefined) {
    const from = Math.max(0, before - limit);
    return { data: all.slice(from, before), has_more: from > 0 };
  }
  const from = after === undefined ? 0 : after + 1;
  return { data: all.slice(from, from + limit), has_more: from + limit < all.length };
}

function within(created: number, range: FormHash | undefined): boolean {
  if (!range) return true;
  const bound = (name: string, otherwise: number) => Number(text(range, name) ?? otherwise);
  return (
    created > bound('gt', -1) &&
    created >= bound('gte', 0) &&
    created < bound('lt', Number.POSITIVE_INFINITY) &&
    created <= bound('lte', Number.POSITIVE_INFINITY)
  );
}

/** `GET /v1/application_fees`: those of all accounts, newest first; there is no filter by account. */
export function listFees(world: World, params: FormHash): object {
  checkParams(params, listShape);
  const [charge, range] = [text(params, 'charge'), hash(params, 'created')];
  const all = world.fees
    .newestFirst()
    .filter((fee) => (charge === undefined || fee.charge === charge) && within(fee.created, range));
  const { data, has_more } = paged(all, params, 'application fee');
  return { object: 'list', data: data.map(feeObject), has_more, url: '/v1/application_fees' };
}

function feeOf(world: World, id: string): StoredFee {
  const fee = world.fees.get(id);
  if (fee) return fee;
  throw new StripeFailure({
    status: 404,
    code: 'resource_missing',
    message: `No such application fee: '${id}'`,
    param: 'id',
  });
}

/** `GET /v1/application_fees/:id`. */
export function retrieveFee(world: World, params: FormHash, id: string): object {
  checkParams(params, {});
  return feeObject(feeOf(world, id));
}

/** `GET /v1/application_fees/:id/refunds`. */
export function listRefunds(world: World, params: FormHash, id: string): object {
  checkParams(params, pageShape);
  const { data, has_more } = paged(feeOf(world, id).refunds, params, 'application fee refund');
  return { object: 'list', data, has_more, url: `/v1/application_fees/${id}/refunds` };
}

/** Amounts in the emulator's sentences, for the currencies of its seed. */
function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** `POST /v1/application_fees/:id/refunds`: part of a fee, or all that is left of it. */
export function createRefund(world: World, params: FormHash, id: string): FeeRefund {
  checkParams(params, refundShape);
  const fee = feeOf(world, id);
  const left = fee.amount - refundedOf(fee);
  if (left === 0) throw ruleBroken(`Application fee ${id} has already been refunded.`);
  const amount = Number(text(params, 'amount') ?? left);
  if (amount > left) {
    throw ruleBroken(
      `Refund amount (${money(amount, fee.currency)}) is greater than unrefunded amount on fee (${money(left, fee.currency)})`,
      'amount',
    );
  }
  const metadata = Object.entries(hash(params, 'metadata') ?? {});
  const refund: FeeRefund = {
    id: newId('fr_', 24, world.random),
    object: 'fee_refund',
    amount,
    balance_transaction: newId('txn_', 24, world.random),
    created: Math.floor(world.now() / 1000),
    currency: fee.currency,
    fee: id,
    metadata: Object.fromEntries(metadata.map(([key, value]) => [key, String(value)])),
  };
  fee.refunds.unshift(refund);
  const event = { type: 'application_fee.refunded', account: null, object: feeObject(fee) };
  // Stripe's events come after its answer, or before it: nobody may count on either.
  setImmediate(() => void world.webhooks.emit(event));
  return refund;
}

/** A fee that is taken from an account now, as the control side wants it. */
export function takeFee(world: World, wanted: Record<string, unknown>): StoredFee {
  const { account, amount, currency = 'usd', id, charge, created } = wanted;
  const sound = typeof account === 'string' && Number.isInteger(amount) && Number(amount) > 0;
  if (!sound || typeof currency !== 'string' || !/^[a-z]{3}$/.test(currency)) {
    throw new Error('A fee is {account, amount, currency?, id?, charge?, created?}.');
  }
  const fee: StoredFee = {
    id: typeof id === 'string' ? id : newId('fee_', 24, world.random),
    account,
    amount: Number(amount),
    charge: typeof charge === 'string' ? charge : newId('ch_', 24, world.random),
    created: typeof created === 'number' ? created : Math.floor(world.now() / 1000),
    currency,
    refunds: [],
  };
  world.fees.add(fee);
  return fee;
}
