import { type Changes, changesOf } from './changes';
import { type Reads, readsOf } from './reads';
import { type ClientOptions, transportOf } from './transport';

export { type Problem, SwitchyardError } from './errors';
export type { Listing, ListOptions, Page } from './listing';
export type { ClientOptions } from './transport';
export type * from './types';

/** A live session, as Stripe answers it. It is for one merchant's browser: keep and log it nowhere. */
export interface AccountSession {
  object: 'account_session';
  account: string;
  client_secret: string;
  /** Every component with its features, as they are in this session. */
  components: Readonly<
    Record<string, { enabled: boolean; features: Readonly<Record<string, boolean>> }>
  >;
  /** Seconds since 1970. */
  expires_at: number;
  livemode: boolean;
}

/** Switchyard, as a platform's back end sees it. */
export interface Switchyard extends Reads {
  /**
   * Mints a session for an account. `components` narrows it to some; the policy decides the rest.
   * Throws SwitchyardError.
   */
  createAccountSession(request: {
    account: string;
    components?: readonly string[];
    signal?: AbortSignal;
  }): Promise<AccountSession>;
  changes: Changes;
}

/** A client for a platform's back end. It holds a token, so it never belongs into a browser. */
export function createSwitchyard(options: ClientOptions): Switchyard {
  const call = transportOf(options);
  return {
    ...readsOf(call),
    changes: changesOf(call),
    // A session whose answer was lost is of no use to anybody and runs out by itself.
    createAccountSession: ({ account, components, signal }) =>
      call<AccountSession>({
        method: 'POST',
        path: '/api/account-sessions',
        body: { account, ...(components && { components }) },
        repeatable: true,
        signal,
      }),
  };
}
