import { z } from 'zod';
import { CONTROLLER_KINDS, type Traits } from '../traits';
import {
  type AccountCounts,
  type AccountDetail,
  type AccountStateView,
  type AccountSummary,
  COUNT_CAP,
  type OverrideView,
} from '../views';
import { assignedBy, assignedTemplate, at, cell, count, decided, uuid } from './common';
import { named } from './named';

const summary = {
  id: z.string().meta({ examples: ['acct_1NkDjjJyhOZfPCWt'] }),
  name: z.string(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  controller: z
    .enum(CONTROLLER_KINDS)
    .meta({ description: 'The legacy account type that its controller amounts to.' }),
  tags: z.array(z.string()),
  template: assignedTemplate,
  disconnectedAt: at
    .nullable()
    .meta({ description: 'Since when the platform has no access; null while it has.' }),
};

export const accountSummary = named(
  'AccountSummary',
  'One connected account in a list.',
  z.object({
    ...summary,
    overrides: count.meta({ description: 'How many cells its own overrides in force decide.' }),
  }),
) satisfies z.ZodType<AccountSummary>;

export const accountCounts = named(
  'AccountCounts',
  `How many accounts a filter finds. Counting ends at ${COUNT_CAP}.`,
  z.object({
    accounts: count,
    deviating: count.meta({ description: 'How many of them have overrides in force.' }),
    capped: z.boolean().meta({ description: 'Whether there are more than were counted.' }),
  }),
) satisfies z.ZodType<AccountCounts>;

export const override = named(
  'Override',
  'One account’s own setting of one cell, with the change that made it.',
  z.object({
    cell,
    setting: decided,
    note: z.string().nullable(),
    expiresAt: at.nullable(),
    decidedAt: at,
    changeId: uuid,
    by: z.string().meta({ description: 'The name of who made it.' }),
    reason: z.string(),
  }),
) satisfies z.ZodType<OverrideView>;

const stripes = z.string().nullable();

const traits = named(
  'AccountTraits',
  'The facts of an account that rules and Stripe’s limits read, in Stripe’s words.',
  z.object({
    email: z.string().nullable(),
    country: z.string().nullable(),
    dashboardType: stripes.meta({ description: '`controller.stripe_dashboard.type`' }),
    lossesPayments: stripes.meta({ description: '`controller.losses.payments`' }),
    requirementCollection: stripes.meta({ description: '`controller.requirement_collection`' }),
    feesPayer: stripes.meta({ description: '`controller.fees.payer`' }),
    capabilities: z
      .record(z.string(), z.string())
      .meta({ description: 'Name of the capability to its status, e.g. `active`.' }),
    tags: z.array(z.string()),
    detailsSubmitted: z.boolean(),
    payoutInterval: stripes.meta({ description: '`settings.payouts.schedule.interval`' }),
  }),
) satisfies z.ZodType<Traits>;

const byRules = z.object({ template: z.string(), by: assignedBy });

export const accountDetail = named(
  'Account',
  'One connected account with its assignment and its overrides.',
  z.object({
    ...summary,
    traits,
    defaultCurrency: z.string().nullable(),
    stripeCreatedAt: at.nullable(),
    syncedAt: at.meta({ description: 'When it was last fetched from Stripe.' }),
    revision: count.meta({
      description: 'The revision of its policy, to send as `expectedRevision` with edits.',
    }),
    assignment: z.object({
      template: z.string(),
      by: assignedBy,
      explicit: z.string().nullable(),
      byRules: byRules.meta({
        description: 'What rules and default give, whether or not one is assigned explicitly.',
      }),
    }),
    overrides: z.array(override),
  }),
) satisfies z.ZodType<AccountDetail>;

export const accountState = named(
  'AccountState',
  'What one account has of its own: explicit assignment, tags, overrides in force.',
  z.object({
    account: z.string(),
    revision: count.meta({ description: 'To send as `expectedRevision` with edits.' }),
    template: z.string().nullable(),
    tags: z.array(z.string()),
    overrides: z.partialRecord(
      cell,
      z.object({ setting: decided, note: z.string().nullable(), expiresAt: at.nullable() }),
    ),
  }),
) satisfies z.ZodType<AccountStateView>;
