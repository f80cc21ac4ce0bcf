import type { ConnectionTrouble, KeyView } from '@/lib/domain/connection';

/** What is wrong with the connection to Stripe, and what to do about it. */
export const TROUBLES: Readonly<Record<ConnectionTrouble, { title: string; todo: string }>> = {
  key_unknown: {
    title: 'Stripe does not know this key',
    todo: 'It may be mistyped, rolled, or of another platform. Copy the key from Stripe’s dashboard into STRIPE_SECRET_KEY and restart Switchyard.',
  },
  key_expired: {
    title: 'This key has expired',
    todo: 'Make a new one in Stripe’s dashboard, put it into STRIPE_SECRET_KEY and restart Switchyard.',
  },
  rate_limited: {
    title: 'Stripe limits the rate of calls right now',
    todo: 'The key and the network are fine. Check again in a minute.',
  },
  refused: {
    title: 'This does not look like Stripe’s answer',
    todo: 'Check STRIPE_API_BASE, and whether a proxy stands in between. Stripe’s own address needs no setting.',
  },
  unavailable: {
    title: 'Stripe cannot be reached',
    todo: 'Check this server’s network, name resolution and proxy, and status.stripe.com. Until then nothing can be minted.',
  },
  timeout: {
    title: 'Stripe did not answer in time',
    todo: 'Check again. If it stays so, look at this server’s network and at status.stripe.com.',
  },
};

export const MODES: Readonly<Record<KeyView['mode'], string>> = {
  live: 'Live',
  test: 'Test',
  unknown: 'Unknown',
};

/** What kind of key it is, where that matters. */
export const KINDS: Readonly<Record<KeyView['kind'], string | null>> = {
  secret: null,
  restricted: 'restricted key',
  publishable: 'a publishable key: it cannot mint, STRIPE_SECRET_KEY needs a secret one',
  unknown: 'of a make that Switchyard does not know',
};
