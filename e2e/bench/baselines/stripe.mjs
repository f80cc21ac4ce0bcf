import Stripe from 'stripe';

const { protocol, hostname, port } = new URL(process.env.STRIPE_API_BASE);

/** The SDK as Switchyard sets it up: kept-alive connections, no telemetry, no retries of its own. */
export const stripe = new Stripe(process.env.STRIPE_SECRET_KEY, {
  protocol: protocol === 'http:' ? 'http' : 'https',
  host: hostname,
  port,
  telemetry: false,
  maxNetworkRetries: 0,
});
