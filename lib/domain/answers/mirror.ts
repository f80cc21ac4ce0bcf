import { z } from 'zod';
import { SYNC_KINDS, type SyncStatus, type SyncView } from '../mirror';
import { actor, at, count, uuid } from './common';
import { named } from './named';

export const syncRun = named(
  'SyncRun',
  'One run through all connected accounts, as it stands.',
  z.object({
    id: uuid,
    kind: z
      .enum(SYNC_KINDS)
      .meta({ description: 'Started by somebody, or by the schedule; they do the same.' }),
    status: z.enum(['running', 'done', 'failed', 'cancelled']),
    phase: z.enum(['listing', 'checking']),
    pages: count,
    accounts: count,
    added: count,
    changed: count,
    checked: count,
    disconnected: count,
    startedAt: at,
    heartbeatAt: at.meta({ description: 'When it last got on.' }),
    endedAt: at.nullable(),
    waiting: z
      .object({ code: z.string(), until: at })
      .nullable()
      .meta({ description: 'What it waits for to pass, and when it tries again.' }),
    error: z.string().nullable(),
    by: actor,
  }),
) satisfies z.ZodType<SyncView>;

export const syncStatus = named(
  'SyncStatus',
  'The run under way, the last one that ended, and the next by schedule.',
  z.object({
    running: syncRun.nullable(),
    last: syncRun.nullable(),
    nextAt: at.nullable(),
    events: z.object({
      expected: z.boolean().meta({ description: 'Whether a secret to check events with is set.' }),
      lastAt: at.nullable(),
    }),
  }),
) satisfies z.ZodType<SyncStatus>;

export const webhookReceipt = z.object({
  received: z.literal(true),
  outcome: z
    .enum(['taken', 'duplicate', 'other_type', 'unknown_account', 'other_mode'])
    .meta({ description: 'What became of it; each of them is fine.' }),
});
