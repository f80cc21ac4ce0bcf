import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Db, db, Prisma } from '@/lib/db';
import { type BulkAct, bulkAct, requirePossible, wishOf } from '@/lib/domain/bulk/acts';
import { jobReason } from '@/lib/domain/bulk/requests';
import type { BulkImpact, BulkJobView, BulkPreview } from '@/lib/domain/bulk/views';
import { AppError } from '@/lib/domain/errors';
import { writeAudit } from '../audit';
import { effectiveAt } from '../changes/apply-change';
import { asJson } from '../changes/kept-change';
import { loadWorldOf } from '../changes/load-world';
import { type Context, verb } from '../context';
import { bulkFilter, canonicalFilter } from './found';
import { groupsOf } from './groups';
import { jobView } from './job-view';
import { type Measured, measure } from './measure';
import { wakeBulk } from './wake';

/** What `POST /api/bulk-jobs` accepts. */
export const bulkRequest = z.strictObject({
  act: bulkAct,
  filter: bulkFilter.default({}).describe('Which accounts; left out, all.'),
  reason: jobReason.describe('Why, for the audit.'),
  dryRun: z.boolean().default(false).describe('Only say what it would do.'),
  expected: z
    .int()
    .min(0)
    .optional()
    .describe('How many accounts matched when you looked; more are not taken.'),
});
export type BulkRequest = z.output<typeof bulkRequest>;

/** Looking at a large mirror and noting every account takes longer than a page's queries may. */
const PATIENCE = { timeout: 60_000, maxWait: 5_000 };

/** One snapshot for all that a start reads, and time enough for it. */
export const patiently = <T>(work: (tx: Db) => Promise<T>): Promise<T> =>
  db().$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL statement_timeout = 45000`;
      return work(tx);
    },
    { ...PATIENCE, isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead },
  );

/** Refuses a start where more would be done than was seen. */
export function requireExpected({ matched }: BulkImpact, expected: number | undefined): void {
  if (expected === undefined || matched <= expected) return;
  throw new AppError(
    'conflict',
    `${matched.toLocaleString('en')} accounts match by now, and ${expected.toLocaleString('en')} did when you looked. Look at the impact again, then start.`,
    { members: { matched, expected } },
  );
}

/** A job that is about to start. */
export interface Starting {
  id: string;
  reason: string;
  act: BulkAct | null;
  filter: Record<string, string | boolean> | null;
  file: string | null;
  measured: Measured;
}

/** Keeps a job; its items are kept in the same transaction. */
export async function insertJob(tx: Db, context: Context, starting: Starting): Promise<void> {
  const { id, reason, act, filter, file, measured } = starting;
  const { actor, now, requestId } = context;
  await tx.bulkJob.create({
    data: {
      id,
      status: 'running',
      act: act ? asJson(act) : Prisma.DbNull,
      filter: filter ? asJson(filter) : Prisma.DbNull,
      ...{ file, reason, requestId },
      ...{ actorKind: actor.kind, actorId: actor.id, actorName: actor.name },
      ...{ createdAt: now, movedAt: now, matched: measured.impact.matched },
      impact: asJson(measured.impact),
      reach: asJson(measured.whole),
    },
  });
  await writeAudit(tx, context, {
    action: 'bulk_job.start',
    subject: { kind: 'bulk_job', id },
    reason,
    after: { act, filter, file, matched: measured.impact.matched },
  });
}

/** What came of a request: a look, or the job that was started. */
export type Started = BulkPreview | BulkJobView;

/** What a request comes to where no job is started; null where one is to be. */
export function previewOf({ impact }: Measured, dryRun: boolean): BulkPreview | null {
  if (dryRun) return { id: null, status: 'dry_run', impact };
  return impact.accounts === 0 ? { id: null, status: 'unchanged', impact } : null;
}

async function run(tx: Db, context: Context, request: BulkRequest): Promise<Started> {
  const { act, filter, reason, dryRun, expected } = request;
  const at = await effectiveAt(tx, context.now);
  const world = await loadWorldOf(tx, []);
  requirePossible(act, world, at);
  const { rules, guardrails } = world;
  const standing = { wish: wishOf(act), rules, guardrails: guardrails.guardrails, at };
  const id = randomUUID();
  // The set is fixed here: what the job itself does to an account neither skips nor repeats one.
  const measured = await measure(tx, await groupsOf(tx, filter, standing, dryRun ? null : id), at);
  if (!dryRun) requireExpected(measured.impact, expected);
  const preview = previewOf(measured, dryRun);
  if (preview) {
    if (!dryRun) await tx.bulkItem.deleteMany({ where: { jobId: id } });
    return preview;
  }
  const canonical = canonicalFilter(filter);
  await insertJob(tx, context, { id, reason, act, filter: canonical, file: null, measured });
  return jobView(tx, id);
}

/**
 * Starts an act on everything that a filter finds, or with `dryRun` only says what it would do. What
 * is found is fixed at the start. Throws `invalid_request` for an act that can be done to no account,
 * and `conflict` where more accounts match than the caller has seen.
 */
export const startBulkJob = verb(
  'policy:write',
  async (context, request: BulkRequest): Promise<Started> => {
    const { dryRun } = request;
    const started = await patiently((tx) => run(tx, context, request));
    if (!dryRun && started.id !== null) wakeBulk();
    return started;
  },
);
