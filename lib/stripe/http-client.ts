import 'server-only';
import Stripe from 'stripe';
import { countStripeRequest } from '@/lib/metrics/count';
import { inSpan } from '@/lib/trace';

/**
 * A request's path as an operation: every second part from the third on is an id, as in
 * `/v1/accounts/:id`, and so is whatever does not look like a word of Stripe's.
 */
export function operationOf(method: string, path: string): string {
  const parts = path.replace(/\?.*$/, '').split('/').slice(1);
  const named = parts.map((part, index) => {
    const isId = index >= 2 && index % 2 === 0;
    return !isId && /^[a-z][a-z_]{0,40}$|^v\d$/.test(part) ? part : ':id';
  });
  return `${method.toUpperCase()} /${named.join('/')}`;
}

/** How an attempt ended, in a word. */
export function outcomeOf(status: number): string {
  if (status === 429) return 'rate_limited';
  if (status >= 500) return 'server_error';
  return status >= 400 ? 'client_error' : 'ok';
}

const codeOf = (error: unknown) => (error as { code?: unknown }).code;

/** Stripe's own HTTP client, with each attempt measured and in the trace. Of what is sent only the operation shows. */
export function measuredHttpClient(): Stripe.HttpClient {
  const client = Stripe.createNodeHttpClient();
  const send = client.makeRequest.bind(client);
  client.makeRequest = (host, port, path, method, ...rest) => {
    const operation = operationOf(method, path);
    const started = performance.now();
    const count = (outcome: string) =>
      countStripeRequest(operation, outcome, (performance.now() - started) / 1000);
    return inSpan(`stripe ${operation}`, { 'server.address': host }, async (say) => {
      try {
        const response = await send(host, port, path, method, ...rest);
        const status = response.getStatusCode();
        say({ 'http.response.status_code': status });
        count(outcomeOf(status));
        return response;
      } catch (error) {
        count(codeOf(error) === 'ETIMEDOUT' ? 'timeout' : 'unreachable');
        throw error;
      }
    });
  };
  return client;
}
