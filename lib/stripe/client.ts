import 'server-only';
import Stripe from 'stripe';
import { API_VERSION } from '@/lib/domain/catalog';
import type { Send } from '@/lib/domain/policy';
import { env } from '@/lib/env';
import { measuredHttpClient } from './http-client';
import { sessionForm } from './session-form';

let client: Stripe | undefined;

/** Writes the body of a request in the SDK's stead. */
function writeSessionForm(
  _method: string,
  { account, components }: { account: string; components: Send },
  _headers: unknown,
  done: (error: Error | null, body: string) => void,
): void {
  done(null, sessionForm(account, components));
}

function connect(): Stripe {
  const { STRIPE_SECRET_KEY, STRIPE_API_BASE } = env();
  const elsewhere = STRIPE_API_BASE === undefined ? null : new URL(STRIPE_API_BASE);
  const protocol = elsewhere?.protocol === 'http:' ? 'http' : 'https';
  const sdk = new Stripe(STRIPE_SECRET_KEY, {
    apiVersion: API_VERSION,
    // The SDK's own retries can honour a long Retry-After and know no deadline; see call.ts.
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: measuredHttpClient(),
    appInfo: { name: 'switchyard' },
    ...(elsewhere && {
      protocol,
      host: elsewhere.hostname,
      port: elsewhere.port || (protocol === 'http' ? '80' : '443'),
    }),
  });
  sdk.accountSessions.requestDataProcessor = writeSessionForm;
  return sdk;
}

/** The Stripe SDK, set up from the environment on first use. */
export function stripe(): Stripe {
  client ??= connect();
  return client;
}
