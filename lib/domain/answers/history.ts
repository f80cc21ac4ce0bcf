import { z } from 'zod';
import type { AccountHistory, CauseView, CellHistory, MomentView, SpanView } from '../history-view';
import { actor, at, cell, count, uuid } from './common';
import { named } from './named';

const cause = named(
  'Cause',
  'What made a policy another one: a change, an override that expired, facts from Stripe, or the account’s arrival.',
  z.union([
    z.object({
      kind: z.literal('change'),
      change: z.object({ id: uuid, reason: z.string(), actor }),
    }),
    z.object({ kind: z.enum(['expiry', 'facts', 'arrival', 'earlier']) }),
  ]),
) satisfies z.ZodType<CauseView>;

const told = {
  account: z.string(),
  now: at.meta({ description: 'Until when it is told.' }),
  from: at.meta({ description: 'From where on it is told.' }),
  cut: z.boolean().meta({ description: 'Whether there is more before that.' }),
};

const causes = z.array(cause);

const moment = z.object({
  at,
  causes,
  flips: z.array(z.object({ cell, value: z.boolean() })),
  moved: count.meta({ description: 'Cells that are decided by something else from here on.' }),
}) satisfies z.ZodType<MomentView>;

const span = z.object({
  from: at,
  to: at.nullable().meta({ description: 'Null: it still is so.' }),
  value: z.boolean(),
  layer: z.enum(['override', 'template', 'stripe_default', 'ceiling']),
  template: z.string().nullable(),
  causes,
}) satisfies z.ZodType<SpanView>;

const accountHistory = named(
  'AccountHistory',
  'How an account’s policy came to be what it is, the oldest moment first.',
  z.object({ ...told, moments: z.array(moment) }),
) satisfies z.ZodType<AccountHistory>;

const cellHistory = named(
  'CellHistory',
  'What one cell of an account was when, the oldest first.',
  z.object({ ...told, cell, spans: z.array(span) }),
) satisfies z.ZodType<CellHistory>;

/** The whole of it, or one cell's where one is asked for. */
export const history = z.union([accountHistory, cellHistory]);
