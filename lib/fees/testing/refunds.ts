import { randomUUID } from 'node:crypto';
import { as, emulator, importAccount, MINUTE, NOW, query } from '@/e2e/support/verbs';
import { listAudit } from '@/lib/data/audit';
import { feeDetail } from '@/lib/domain/fees/views';
import { env } from '@/lib/env';
import { clock, tick } from '@/lib/mirror/testing/mirror';
import { getFee } from '../get-fee';
import { refundFee } from '../refund';

export const ACCOUNT = 'acct_1NkDjjJyhOZfPCWt';
export const HOUR = 60 * MINUTE;
export const REASON = 'Charged twice by mistake';

/** No fees, here and at Stripe, and a moment long after all that was there before. */
export async function withoutFees(): Promise<void> {
  clock.now = Math.max(clock.now, NOW.getTime()) + 48 * HOUR;
  await emulator.reset();
  await query('TRUNCATE fee_refund_request, application_fee_refund, application_fee');
  await importAccount(ACCOUNT);
}

/** A fee as Stripe takes it, in the smallest unit of its currency; gives back its id. */
export const newFee = async (amount = 1000) =>
  (await emulator.takeFee({ account: ACCOUNT, amount })).id;

type Wanted = Parameters<typeof refundFee>[1];

/** Refunds a fee as an admin does, with a key of its own unless said. */
export const refund = (fee: string, more: Partial<Wanted> = {}, context = as('admin', tick())) =>
  refundFee(context, { fee, reason: REASON, key: randomUUID(), ...more });

export const atStripe = (fee: string) => `/v1/application_fees/${fee}/refunds`;

/** The refunds that Stripe has of a fee. */
export async function made(
  fee: string,
): Promise<{ id: string; amount: number; metadata: object }[]> {
  const { STRIPE_API_BASE, STRIPE_SECRET_KEY } = env();
  const answer = await fetch(`${STRIPE_API_BASE}${atStripe(fee)}`, {
    headers: { authorization: `Bearer ${STRIPE_SECRET_KEY}` },
  });
  return (await answer.json()).data;
}

/** Refunds a fee elsewhere: in Stripe's dashboard, say. */
export async function refundElsewhere(fee: string, amount: number) {
  const { STRIPE_API_BASE, STRIPE_SECRET_KEY } = env();
  await fetch(`${STRIPE_API_BASE}${atStripe(fee)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${STRIPE_SECRET_KEY}` },
    body: new URLSearchParams({ amount: String(amount) }),
  });
}

/** How Stripe was asked to refund a fee. */
export const asked = async (fee: string) =>
  (await emulator.requests()).filter(
    ({ method, path }) => method === 'POST' && path === atStripe(fee),
  );

/** What the audit has of refunds, newest first. */
export const entries = async () =>
  (await listAudit(as('auditor'), { action: 'fee.refund', subjectId: ACCOUNT })).data;

/** A fee as it is shown. What is documented is what comes out. */
export const get = async (id: string) =>
  feeDetail.parse(await getFee(as('support', tick()), { id }));
