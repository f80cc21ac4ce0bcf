/** What a secret key shows of itself: enough to tell it from others, too little to use it. */
export interface KeyView {
  /** Live or test, by the key's prefix; unknown for a key of another make. */
  mode: 'live' | 'test' | 'unknown';
  /** Restricted keys may do only what was ticked for them in Stripe's dashboard. */
  kind: 'secret' | 'restricted' | 'publishable' | 'unknown';
  /** The prefix and the last four characters, e.g. `sk_test_…4242`. */
  shown: string;
}

const KINDS = { sk: 'secret', rk: 'restricted', pk: 'publishable' } as const;

/** Characters behind the prefix from which the last four give nothing away. */
const LONG_ENOUGH = 12;

/** What may be shown of a key of Stripe. Of a key of another make, that is nothing. */
export function keyView(key: string): KeyView {
  const [prefix = '', kind, mode] = /^(sk|rk|pk)_(live|test)_/.exec(key) ?? [];
  if (!prefix) return { mode: 'unknown', kind: 'unknown', shown: '…' };
  const rest = key.slice(prefix.length);
  return {
    mode: mode as 'live' | 'test',
    kind: KINDS[kind as keyof typeof KINDS],
    shown: `${prefix}…${rest.length >= LONG_ENOUGH ? rest.slice(-4) : ''}`,
  };
}

/** Why Stripe cannot be used as it is set up. */
export type ConnectionTrouble =
  | 'key_unknown'
  | 'key_expired'
  | 'rate_limited'
  | 'refused'
  | 'unavailable'
  | 'timeout';

/** The platform's connection to Stripe, as one call found it. */
export interface StripeConnection {
  key: KeyView;
  /** The key that pages load Stripe's components with, or in words what is wrong with it. */
  publishable: string | null;
  publishableWanting: string | null;
  /** Where Stripe is looked for; null for Stripe's own address. */
  elsewhere: string | null;
  /** The version that the SDK asks for, and the one that Stripe says it answered in. */
  version: { asked: string; answered: string | null };
  /** The platform's own account. Stripe names it to secret keys; of others it tells the id at most. */
  account: { id: string | null; name: string | null; email: string | null; country: string | null };
  trouble: ConnectionTrouble | null;
  /** Stripe's id of the request, to look it up in Stripe's log. */
  requestId: string | null;
  checkedAt: string;
  ms: number;
}
