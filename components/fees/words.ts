import type { FeeState } from '@/lib/domain/fees/rules';
import type { FeeSyncView, RefundView } from '@/lib/domain/fees/views';
import { moneyWord } from '@/lib/domain/money';
import type { Tone } from '../ui/badge';

/** How much of a fee was refunded, in words and tone. */
export const FEE_STATE_WORDS: Readonly<Record<FeeState, { word: string; tone: Tone }>> = {
  kept: { word: 'Not refunded', tone: 'neutral' },
  partly_refunded: { word: 'Partly refunded', tone: 'limit' },
  refunded: { word: 'Refunded', tone: 'accent' },
};

/** What the list can be narrowed down to. */
export const STATE_FILTERS = Object.entries(FEE_STATE_WORDS).map(([value, { word: text }]) => ({
  value,
  text,
}));

export interface FeeFilters {
  state: string;
  /** Days, in UTC; empty for none. */
  from: string;
  to: string;
}

export const NO_FILTERS: FeeFilters = { state: '', from: '', to: '' };

const DAY_MS = 86_400_000;

/** Fees that stand there at once; more are asked for. */
const SHOWN = '10';

/** The query of a list of fees; both days count whole. */
export function feeQuery({ state, from, to }: FeeFilters, cursor: string | null): string {
  const start = (day: string, plus = 0) => new Date(Date.parse(day) + plus).toISOString();
  const query = new URLSearchParams({ limit: SHOWN });
  if (state) query.set('state', state);
  if (from) query.set('from', start(from));
  if (to) query.set('to', start(to, DAY_MS));
  if (cursor) query.set('cursor', cursor);
  return query.toString();
}

/** Why a list of fees is empty, in a title and a sentence. */
export function emptyWords(sync: FeeSyncView, filtered: boolean): { title: string; text: string } {
  if (filtered) {
    return { title: 'Nothing matches', text: 'No fee of this account is like that.' };
  }
  if (sync.error) {
    return {
      title: 'Fees could not be read',
      text: `${sync.error} New fees appear here once Stripe tells of them.`,
    };
  }
  if (!sync.complete) {
    return {
      title: 'Not read yet',
      text: 'Switchyard is reading Stripe’s list of fees. Those of this account appear here by themselves.',
    };
  }
  return {
    title: 'No fees yet',
    text: 'The platform has taken no application fee from this account. New ones show here once Stripe tells of them.',
  };
}

/** How a refund stands, in a sentence. */
export function refundWords({ state, amount, currency, error }: RefundView): string {
  const money = moneyWord(amount, currency);
  switch (state) {
    case 'asked':
      return `A refund of ${money} is under way.`;
    case 'unknown':
      return `Stripe has not answered to a refund of ${money}. Switchyard asks again until it is known how that ended; nothing is refunded twice.`;
    case 'done':
      return `Refunded ${money}.`;
    case 'failed':
      return `A refund of ${money} failed. ${error?.message ?? ''}`.trim();
  }
}
