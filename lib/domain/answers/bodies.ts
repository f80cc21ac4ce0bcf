import { shown } from './common';

/** How a CSV file's body is shown. */
export const csvFile = shown<unknown>({
  type: 'string',
  description: 'The file itself, in UTF-8. The page `/accounts/import` explains its columns.',
});

/** How one of Stripe's events is shown. */
export const stripeEvent = shown<unknown>({
  type: 'object',
  description: 'An event just as Stripe sends it.',
  properties: { id: { type: 'string' }, type: { type: 'string' } },
});
