import { z } from 'zod';
import type { CeilingCode } from '../ceiling';
import type {
  Advice,
  AdviceCode,
  Ceiling,
  ComponentPolicies,
  ComponentPolicy,
  Decision,
  LayerSays,
  ResolvedPolicy,
  Send,
} from '../policy';
import { assignedBy, at, cell, count, shown, uuid } from './common';
import { named } from './named';

const value = z.boolean();

const byOverride = {
  layer: z.literal('override'),
  value,
  note: z.string().nullable(),
  expiresAt: at.nullable(),
  decidedAt: at,
  changeId: uuid,
};
const byTemplate = { layer: z.literal('template'), value, template: z.string(), revision: count };
const byStripe = { layer: z.literal('stripe_default'), value };

const layerSays = named(
  'LayerSays',
  'What one layer says of a cell, and where it says so.',
  z.discriminatedUnion('layer', [z.object(byOverride), z.object(byTemplate), z.object(byStripe)]),
) satisfies z.ZodType<LayerSays>;

const ceilingCode = z.enum([
  'capability_missing',
  'requirement_collection_not_application',
  'dispute_management_off',
  'authentication_must_match',
]) satisfies z.ZodType<CeilingCode>;

const lost = z
  .array(layerSays)
  .meta({ description: 'The layers below that say something else or the same, highest first.' });

const decision = named(
  'Decision',
  'A cell’s value, the layer that decided it, and the layers that lost.',
  z.discriminatedUnion('layer', [
    z.object({ ...byOverride, lost }),
    z.object({ ...byTemplate, lost }),
    z.object({ ...byStripe, lost }),
    z.object({ layer: z.literal('ceiling'), value, code: ceilingCode, lost }),
  ]),
) satisfies z.ZodType<Decision>;

const componentPolicy = named(
  'ComponentPolicy',
  'A component: whether it is enabled, and each of its features.',
  z.object({ enabled: decision, features: z.record(z.string(), decision) }),
) satisfies z.ZodType<ComponentPolicy>;

const ceiling = named(
  'Ceiling',
  'A cell that Stripe does not permit to have the value that the layers want.',
  z.object({ cell, wanted: value, used: value, code: ceilingCode, message: z.string() }),
) satisfies z.ZodType<Ceiling>;

const adviceCode = z.enum([
  'needs_details_submitted',
  'needs_tax_settings',
  'needs_manual_payout_schedule',
  'no_connect_js_tag',
  'no_allowed_apps',
  'preview_not_offered',
]) satisfies z.ZodType<AdviceCode>;

const advice = named(
  'Advice',
  'A cell that Stripe permits, but that will not do what it seems to.',
  z.object({ cell, code: adviceCode, message: z.string() }),
) satisfies z.ZodType<Advice>;

/** What a component of a session is asked for. */
const sent = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    properties: {
      enabled: { const: true },
      features: {
        type: 'object',
        additionalProperties: {
          anyOf: [{ type: 'boolean' }, { type: 'array', items: { type: 'string' } }],
        },
      },
    },
    required: ['enabled'],
    additionalProperties: false,
  },
};

export const resolvedPolicy = named(
  'ResolvedPolicy',
  'For every cell its value, the layer that decided it, the layers that lost, and what Stripe’s limits changed.',
  z.object({
    account: z.string(),
    at,
    template: z.object({ key: z.string(), revision: count, by: assignedBy }),
    components: z.record(z.string(), componentPolicy) as unknown as z.ZodType<ComponentPolicies>,
    ceilings: z.array(ceiling),
    advice: z.array(advice),
    send: shown<Send>({
      ...sent,
      description: 'Exactly the `components` that a mint would send to Stripe.',
    }),
  }),
) satisfies z.ZodType<ResolvedPolicy>;
