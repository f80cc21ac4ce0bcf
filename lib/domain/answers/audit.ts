import { z } from 'zod';
import type { AuditResult, AuditView, DriftView } from '../views';
import { accountRef, actor, at, count, uuid } from './common';
import { named } from './named';

const result = z.enum(['succeeded', 'failed', 'refused']) satisfies z.ZodType<AuditResult>;

export const auditEntry = named(
  'AuditEntry',
  'Who did what, when and why. A mint without an outcome is one whose end is not known.',
  z.object({
    id: z.string(),
    at,
    actor,
    action: z.string().meta({ examples: ['change.apply', 'session.mint'] }),
    subject: z.object({
      kind: z.string(),
      id: z.string(),
      name: z.string().nullable().meta({ description: 'Its present name, where it has one.' }),
    }),
    changeId: uuid.nullable(),
    reason: z.string().nullable(),
    before: z.unknown(),
    after: z.unknown(),
    requestId: z.string(),
    outcome: z.object({ at, result, code: z.string().nullable(), detail: z.unknown() }).nullable(),
  }),
) satisfies z.ZodType<AuditView>;

const said = z.boolean().nullable();

export const driftEntry = named(
  'Drift',
  'A cell at which Stripe’s answer for an account is not what was predicted.',
  z.object({
    account: accountRef,
    cell: z.string().meta({ description: 'A cell of the catalog, or one that only Stripe knows.' }),
    predicted: said.meta({ description: 'Null where the prediction does not name the cell.' }),
    answered: said.meta({ description: 'Null where the answer does not name the cell.' }),
    count: count.meta({ description: 'In how many sessions it was seen.' }),
    firstSeen: at,
    lastSeen: at,
    endedAt: at.nullable().meta({ description: 'When a later session was as predicted.' }),
  }),
) satisfies z.ZodType<DriftView>;
