import type Stripe from 'stripe';
import { z } from 'zod';
import type { ErrorCode } from '../errors';
import { shown } from './common';
import { named } from './named';

/** What may stand against a mint, for whichever route asks for it. */
export const MINT_PROBLEMS = [
  'component_not_allowed',
  'account_not_found',
  'account_disconnected',
  'no_component_enabled',
  'stripe_rejected',
  'stripe_unavailable',
  'stripe_timeout',
  'rate_limited',
] as const satisfies readonly ErrorCode[];

const SECRET = 'Hand it to Connect.js and nothing else: keep it nowhere, log it nowhere.';

export const accountSession = named(
  'AccountSession',
  'The AccountSession object just as Stripe answers it.',
  shown<Stripe.AccountSession>({
    type: 'object',
    properties: {
      object: { const: 'account_session' },
      account: { type: 'string' },
      client_secret: { type: 'string', description: SECRET },
      components: {
        type: 'object',
        description: 'Every component of the API version with all its features.',
        additionalProperties: {
          type: 'object',
          properties: {
            enabled: { type: 'boolean' },
            features: { type: 'object', additionalProperties: true },
          },
          required: ['enabled'],
        },
      },
      expires_at: { type: 'integer', description: 'Seconds since 1970.' },
      livemode: { type: 'boolean' },
    },
    required: ['object', 'account', 'client_secret', 'components', 'expires_at', 'livemode'],
  }),
);

export const livePreview = z.object({ clientSecret: z.string().meta({ description: SECRET }) });

/** The form of a request in Stripe's own words, as it is shown. */
export const sessionForm = z.object({
  account: z.string().meta({ description: 'The connected account, e.g. `acct_1NkDjjJyhOZfPCWt`.' }),
  components: shown<unknown>({
    type: 'object',
    description:
      'As at Stripe: `components[payments][enabled]=true&components[payments][features][refund_management]=true`.',
    additionalProperties: {
      type: 'object',
      properties: {
        enabled: { type: 'boolean' },
        features: { type: 'object', additionalProperties: true },
      },
      required: ['enabled'],
    },
  }),
  expand: z.array(z.string()).optional().meta({
    description:
      'Taken as at Stripe, where an AccountSession has nothing to expand: naming anything is refused.',
  }),
});
