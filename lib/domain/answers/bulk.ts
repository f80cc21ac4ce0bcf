import { z } from 'zod';
import { bulkAct } from '../bulk/acts';
import { JOB_STATUSES } from '../bulk/job-life';
import type {
  BulkCounts,
  BulkExample,
  BulkImpact,
  BulkJobSummary,
  BulkJobView,
  BulkPreview,
} from '../bulk/views';
import type { Breach } from '../guardrails';
import { changeStatus, impact, requirement, touched } from './change-parts';
import { actor, at, cell, count, decided, uuid } from './common';
import { named } from './named';

named('BulkAct', 'What is done to every account of a job; `op` says which.', bulkAct);

const breach = named(
  'Breach',
  'A guardrail that does not hold, of what, and the value that must never be.',
  z.object({
    guardrail: z.string(),
    of: z.object({ kind: z.enum(['template', 'account']), id: z.string(), name: z.string() }),
    cell,
    is: decided,
  }),
) satisfies z.ZodType<Breach>;

const example = z.object({
  ...touched,
  accounts: count.meta({ description: 'How many accounts it stands for, itself among them.' }),
}) satisfies z.ZodType<BulkExample>;

const bulkImpact = named(
  'BulkImpact',
  'What a job would do: what resolving every account by itself would give.',
  z.object({
    ...impact,
    matched: count.meta({ description: 'Accounts that the filter finds, or the file names.' }),
    unchanged: count.meta({ description: 'Accounts that are so already.' }),
    refused: count.meta({ description: 'Accounts that would be left as they are.' }),
    problems: z.array(z.object({ message: z.string(), accounts: count })),
    breaches: z.array(breach),
    requirement: z.object(requirement),
    examples: z.array(example),
  }),
) satisfies z.ZodType<BulkImpact>;

export const bulkPreview = named(
  'BulkPreview',
  'A look at a job that was not started.',
  z.object({ id: z.null(), status: z.enum(['dry_run', 'unchanged']), impact: bulkImpact }),
) satisfies z.ZodType<BulkPreview>;

const counts = z.object({
  matched: count,
  applied: count,
  waiting: count.meta({ description: 'In changes that wait for somebody.' }),
  rejected: count.meta({ description: 'In changes that were rejected or withdrawn.' }),
  unchanged: count,
  refused: count,
  left: count.meta({ description: 'Not looked at yet.' }),
}) satisfies z.ZodType<BulkCounts>;

const summary = {
  id: uuid,
  status: z.enum(JOB_STATUSES),
  act: bulkAct.nullable().meta({ description: 'Null for a file.' }),
  filter: z.record(z.string(), z.union([z.string(), z.boolean()])).nullable(),
  file: z.string().nullable(),
  reason: z.string(),
  actor,
  createdAt: at,
  endedAt: at.nullable(),
  halted: z
    .string()
    .nullable()
    .meta({ description: 'Why it stands still, where that was nobody’s wish.' }),
  counts,
};

export const bulkJobSummary = named(
  'BulkJobSummary',
  'A job in the list of jobs, with how far it has come.',
  z.object(summary),
) satisfies z.ZodType<BulkJobSummary>;

export const bulkJob = named(
  'BulkJob',
  'A job with its newest chunks and its first refusals.',
  z.object({
    ...summary,
    movedAt: at,
    impact: bulkImpact,
    moves: z.array(z.enum(['pause', 'resume', 'cancel'])),
    chunks: z.array(
      z.object({ number: count, accounts: count, change: uuid, status: changeStatus }),
    ),
    chunkCount: count,
    refusals: z.array(z.object({ account: z.string(), name: z.string(), message: z.string() })),
  }),
) satisfies z.ZodType<BulkJobView>;
