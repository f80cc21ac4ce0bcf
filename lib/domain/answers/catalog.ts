import { z } from 'zod';
import { type AnyEntry, type Capability, type FeatureEntry, GROUPS } from '../catalog';
import { named } from './named';

const feature = z.string();

const featureDefault = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('fixed'), value: z.boolean() }),
    z.object({ kind: z.literal('stripe_owns_losses') }),
    z.object({ kind: z.literal('opposite_of'), feature }),
    z.object({ kind: z.literal('same_as'), feature }),
    z.object({ kind: z.literal('undocumented'), value: z.boolean() }),
  ])
  .meta({ description: 'What Stripe uses where a session says nothing of the feature.' });

const condition = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('platform_collects_requirements'), value: z.boolean() }),
    z.object({ kind: z.literal('feature_on'), feature }),
  ])
  .meta({ description: 'What Stripe requires before the feature may have a value.' });

const words = { title: z.string(), sentence: z.string() };

const catalogFeature = named(
  'CatalogFeature',
  'One feature of a component, with its default and its condition.',
  z.object({ ...words, default: featureDefault, condition: condition.nullable() }),
) satisfies z.ZodType<Record<keyof FeatureEntry, unknown>>;

const capability = z.enum(['treasury', 'card_issuing']) satisfies z.ZodType<Capability>;

const catalogComponent = named(
  'CatalogComponent',
  'One embedded component with its features.',
  z.object({
    ...words,
    group: z.enum([...GROUPS, 'preview']),
    capability: capability
      .nullable()
      .meta({ description: 'The capability that must be active before Stripe accepts it.' }),
    tag: z
      .string()
      .nullable()
      .meta({ description: 'The name of its element in Connect.js; null where it has none.' }),
    features: z.record(z.string(), catalogFeature),
    preview: z
      .literal(true)
      .optional()
      .meta({ description: 'Open only behind Stripe’s beta header.' }),
  }),
) satisfies z.ZodType<Record<Exclude<keyof AnyEntry, 'preview'>, unknown>>;

export const catalog = named(
  'Catalog',
  'All components and features of the pinned version of Stripe’s API.',
  z.object({
    apiVersion: z.string(),
    previewApiVersion: z.string().optional(),
    components: z.record(z.string(), catalogComponent),
    knownButNotSent: z
      .array(z.object({ component: z.string(), feature, note: z.string() }))
      .meta({ description: 'Features that Stripe’s reference shows and its API does not take.' }),
  }),
);
