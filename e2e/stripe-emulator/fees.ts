/** A refund of an application fee, as the API answers it. */
export interface FeeRefund {
  id: string;
  object: 'fee_refund';
  amount: number;
  balance_transaction: string | null;
  created: number;
  currency: string;
  fee: string;
  metadata: Record<string, string>;
}

/** What is kept of an application fee; its refunds are the newest first. */
export interface StoredFee {
  id: string;
  account: string;
  amount: number;
  charge: string;
  created: number;
  currency: string;
  refunds: FeeRefund[];
}

/** Refunds that come along with a fee; the others are to be asked for. */
const withFee = 10;

export const refundedOf = ({ refunds }: StoredFee): number =>
  refunds.reduce((sum, { amount }) => sum + amount, 0);

/** A fee as the API answers it. */
export function feeObject(fee: StoredFee) {
  const { refunds, ...rest } = fee;
  const refunded = refundedOf(fee);
  return {
    ...rest,
    object: 'application_fee' as const,
    amount_refunded: refunded,
    application: 'ca_GantryLaneMarketplace',
    balance_transaction: `txn_${fee.id.slice(4)}`,
    fee_source: { charge: fee.charge, type: 'charge' },
    livemode: false,
    originating_transaction: null,
    refunded: refunded === fee.amount,
    refunds: {
      object: 'list' as const,
      data: refunds.slice(0, withFee),
      has_more: refunds.length > withFee,
      url: `/v1/application_fees/${fee.id}/refunds`,
    },
  };
}

/** The fees that the platform has taken. In memory only: a new process begins with the seed. */
export class FeeStore {
  readonly #seed: readonly StoredFee[];
  /** Newest first. */
  #fees: StoredFee[] = [];

  constructor(seed: readonly StoredFee[]) {
    this.#seed = seed;
    this.reset();
  }

  get(id: string): StoredFee | undefined {
    return this.#fees.find((fee) => fee.id === id);
  }

  newestFirst(): readonly StoredFee[] {
    return this.#fees;
  }

  add(fee: StoredFee): void {
    this.#fees = sorted([fee, ...this.#fees]);
  }

  reset(): void {
    this.#fees = sorted(structuredClone([...this.#seed]));
  }
}

const sorted = (fees: StoredFee[]) =>
  fees.sort((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1));
