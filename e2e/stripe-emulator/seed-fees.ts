import { createHash } from 'node:crypto';
import type { Account } from './accounts';
import type { FeeRefund, StoredFee } from './fees';

/** The spring of 2026, after all seeded accounts were made; each further fee is some hours younger. */
const firstCreated = 1_775_000_000;
const secondsBetween = 6_521;

/** In what each country's merchants are paid; some sell to tourists as well. */
const currencies: Readonly<Record<string, readonly string[]>> = {
  AE: ['aed', 'kwd'],
  AU: ['aud'],
  CA: ['cad'],
  CH: ['chf', 'eur'],
  DE: ['eur'],
  DK: ['dkk'],
  FR: ['eur'],
  GB: ['gbp', 'eur'],
  JP: ['jpy'],
  NL: ['eur'],
  US: ['usd', 'usd', 'eur'],
};

/** So many fees that a list of them has pages, of the account of the documented example. */
const many = 47;

/** A number that follows from a text, the same each time. */
const numberOf = (text: string) => createHash('sha256').update(text).digest().readUInt32BE(0);

function idOf(prefix: string, text: string): string {
  return prefix + createHash('sha256').update(text).digest('hex').slice(0, 24);
}

/** How many fees an account has: many, few, or none. */
const countOf = (index: number) => (index === 0 ? many : (index * 7 + 3) % 6);

function refundsOf(fee: Omit<StoredFee, 'refunds'>, n: number): FeeRefund[] {
  const refund = (part: number, amount: number): FeeRefund => ({
    id: idOf('fr_', `${fee.id} ${part}`),
    object: 'fee_refund',
    amount,
    balance_transaction: idOf('txn_', `${fee.id} ${part}`),
    created: fee.created + part * 7_200,
    currency: fee.currency,
    fee: fee.id,
    metadata: {},
  });
  if (n % 9 === 4) return [refund(1, fee.amount)];
  const half = Math.floor(fee.amount / 2);
  const third = Math.floor(fee.amount / 3);
  if (n % 6 === 2) return [refund(1, half)];
  return n % 11 === 7 ? [refund(2, third), refund(1, third)] : [];
}

/** The fees to begin with, for some of these accounts, made anew at each call. */
export function seedFees(accounts: readonly Account[]): StoredFee[] {
  return accounts.flatMap(({ id: account, country }, index) => {
    const paidIn = currencies[country ?? ''] ?? ['usd'];
    return Array.from({ length: countOf(index) }, (_, n): StoredFee => {
      const name = `${account} ${n}`;
      const fee = {
        id: idOf('fee_', name),
        account,
        amount: 50 + (numberOf(name) % 4_950),
        charge: idOf('ch_', name),
        created: firstCreated + index * 977 + n * secondsBetween * 5,
        currency: paidIn[n % paidIn.length] ?? 'usd',
      };
      return { ...fee, refunds: refundsOf(fee, n) };
    });
  });
}
