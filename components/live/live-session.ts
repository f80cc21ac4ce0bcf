import type { StripeConnectInstance } from '@stripe/connect-js';
import { loadConnectAndInitialize } from '@stripe/connect-js/pure';
import { type Problem, send } from '../edits/send';
import { pageAppearance } from './appearance';
import type { LiveOffer } from './offer';

export interface LiveState {
  /** How many sessions were created so far. */
  mints: number;
  /** Why the last one was not. */
  problem: Problem | null;
  /** Stripe's script did not load, and does not until the page is loaded anew. */
  blocked: boolean;
  ended: boolean;
}

/** A live preview that runs: Stripe's components signed in as one merchant. */
export interface LiveSession {
  reason: string;
  instance: StripeConnectInstance;
  state: () => LiveState;
  subscribe: (listener: () => void) => () => void;
  /** Signs Stripe's components out. Nothing is created after it. */
  end: () => void;
}

/** The loader keeps a failed script for as long as the page lives. */
let blocked = false;

const OVER = 'The live preview has ended.';

/**
 * Begins a live preview: fetches Stripe's script and creates a session, because somebody confirmed
 * just that. Each time Stripe's components want a secret, it is asked for anew and handed to them;
 * nothing here keeps it. Throws where Stripe's script failed before in this page.
 */
export function startLive(offer: LiveOffer, reason: string): LiveSession {
  if (blocked) throw new Error('Stripe’s script could not be loaded in this page.');
  let state: LiveState = { mints: 0, problem: null, blocked: false, ended: false };
  const listeners = new Set<() => void>();
  const become = (change: Partial<LiveState>) => {
    state = { ...state, ...change };
    for (const listener of [...listeners]) listener();
  };

  const fetchClientSecret = async () => {
    if (state.ended) throw new Error(OVER);
    const { value, problem } = await send<{ clientSecret: string }>(
      'POST',
      '/api/account-sessions/live-preview',
      { account: offer.account.id, reason },
    );
    if (state.ended) throw new Error(OVER);
    if (problem) {
      become({ problem });
      throw new Error(`${problem.title}: ${problem.detail}`);
    }
    become({ problem: null, mints: state.mints + 1 });
    return value.clientSecret;
  };

  const { publishableKey } = offer;
  const appearance = pageAppearance();
  const instance = loadConnectAndInitialize({ publishableKey, fetchClientSecret, appearance });
  document
    .querySelector('script[src^="https://connect-js.stripe.com/"]')
    ?.addEventListener('error', () => {
      blocked = true;
      become({ blocked });
    });

  const end = () => {
    if (state.ended) return;
    window.removeEventListener('pagehide', end);
    // Rejected where the script never came; then there is nobody to sign out.
    instance.logout().catch(() => undefined);
    become({ ended: true });
  };
  // Also for a page that the browser keeps to come back to: it comes back with the sketch.
  window.addEventListener('pagehide', end);

  return {
    reason,
    instance,
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end,
  };
}
