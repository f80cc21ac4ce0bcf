import 'server-only';
import { randomUUID } from 'node:crypto';
import { type Db, db } from '@/lib/db';
import { requirementOf } from '@/lib/domain/approvals';
import { type BulkAct, bulkAct, requirePossible, wishOf } from '@/lib/domain/bulk/acts';
import { editsOf } from '@/lib/domain/bulk/wishes';
import type { Edit } from '@/lib/domain/edits';
import { AppError, type ErrorCode } from '@/lib/domain/errors';
import type { Actor } from '@/lib/domain/permissions';
import type { World } from '@/lib/domain/state';
import { effectiveAt } from '../changes/apply-change';
import { type Loaded, loadSubjects } from '../changes/load-world';
import { submittedUnseen } from '../changes/submit-change';
import { type Stored, wakeFor } from '../changes/wake';
import { wholeFrom } from '../changes/whole';
import { type Context, verb } from '../context';
import type { BulkItem, BulkJob } from '../generated/client';
import { currentApprovals } from '../governance-rows';
import { lockPolicy } from '../policy-lock';
import { advance, isFree, type Left, move, nextItems, running, STOP } from './progress';
import { starterOf } from './starter';
import { wishFrom } from './wish-json';

/** Accounts of one chunk: others wait for the door no longer than a chunk takes. */
export const CHUNK = 100;

/** Accounts of a chunk that only assigns, and that nobody has to look at first: it is quickly done. */
export const ASSIGNED_AT_ONCE = 1000;

/** A chunk is more work than a request may be. */
const PATIENCE = { timeout: 30_000 };

/** Errors that say of some account's edits that they cannot be made. */
const OF_AN_ACCOUNT = new Set<ErrorCode>([
  'guardrail_broken',
  'invalid_request',
  'account_not_found',
  'not_found',
  'conflict',
]);

const isOfAnAccount = (error: unknown): error is AppError =>
  error instanceof AppError && OF_AN_ACCOUNT.has(error.code);

/** What is to be done to these accounts: each one's edits, as it is under the door's lock. */
function editsFor(
  world: World,
  act: BulkAct | null,
  items: readonly BulkItem[],
  at: Date,
): Edit[][] {
  const common = act && wishOf(act);
  return items.map(({ accountId, wish }) => {
    const state = world.accounts.get(accountId);
    return state ? editsOf(state, common ?? wishFrom(wish), at) : [];
  });
}

/** Hands the edits to the door in the starter's name. Returns nothing where they alter nothing. */
async function makeChange(
  tx: Db,
  context: Context,
  job: BulkJob,
  edits: readonly Edit[][],
  loaded: Loaded,
): Promise<Stored | null> {
  const accounts = edits.filter((own) => own.length > 0).length;
  if (accounts === 0) return null;
  const id = randomUUID();
  const number = 1 + (await tx.bulkChunk.count({ where: { jobId: job.id } }));
  await tx.bulkChunk.create({ data: { jobId: job.id, number, accounts, changeId: id } });
  const change = await submittedUnseen(tx, context, {
    ...{ id, loaded },
    reason: `${job.reason}\n\nChunk ${number} of the bulk job ${job.id}`,
    edits: edits.flat(),
    ...{ dryRun: false, draft: false, applyAt: null },
  });
  if (!change) await tx.bulkChunk.delete({ where: { changeId: id } });
  return change;
}

/** What the job's act says, where it can still be done to any account; else why not. */
function actOf(job: BulkJob, world: World, at: Date): { act: BulkAct | null } | { why: string } {
  const act = bulkAct.nullable().parse(job.act);
  try {
    if (act) requirePossible(act, world, at);
    return { act };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { why: error.message };
  }
}

async function doItems(
  tx: Db,
  context: Context,
  job: BulkJob,
  actor: Actor,
  items: readonly BulkItem[],
): Promise<Left> {
  const at = await effectiveAt(tx, context.now);
  const loaded = await loadSubjects(
    tx,
    items.map(({ accountId: id }) => ({ kind: 'account', id })),
  );
  const found = actOf(job, loaded.world, at);
  if ('why' in found) return move(tx, context, job, 'halt', found.why);
  const edits = editsFor(loaded.world, found.act, items, at);
  const change = await makeChange(tx, { ...context, actor }, job, edits, loaded);
  const done = change ? edits.filter((own) => own.length > 0).length : 0;
  const position = items.at(-1)?.position ?? job.position;
  await advance(tx, job, { position, unchanged: items.length - done, now: context.now });
  return { more: true, change };
}

/** The largest chunk of a job. */
async function mostAtOnce(tx: Db, job: BulkJob): Promise<number> {
  if (bulkAct.nullable().parse(job.act)?.op !== 'account.assign') return CHUNK;
  const { rules } = await currentApprovals(tx);
  const outcome = { lines: [], subjects: [], moves: null };
  const whole = wholeFrom(job.reach);
  const { approvers } = requirementOf(rules, { edits: [], outcome, accounts: 0, whole });
  return approvers > 0 ? CHUNK : ASSIGNED_AT_ONCE;
}

/** One chunk in one transaction: the change, and the job's place behind it, or neither. */
async function chunk(tx: Db, context: Context, id: string, size: ChunkSize): Promise<Left> {
  if (!(await isFree(tx, id))) return STOP;
  await lockPolicy(tx, 'exclusive');
  const job = await running(tx, id);
  if (!job) return STOP;
  const starter = await starterOf(tx, job, context.now);
  if ('why' in starter) return move(tx, context, job, 'halt', starter.why);
  const items = await nextItems(tx, job, Math.min(size.most, await mostAtOnce(tx, job)));
  size.most = Math.max(1, items.length);
  if (items.length === 0) return move(tx, context, job, 'finish', null);
  return doItems(tx, context, job, starter.actor, items);
}

/** Leaves the next account as it is, because of this; says whether it was the next one still. */
async function refuseNext(context: Context, id: string, from: number, problem: string) {
  await db().$transaction(async (tx) => {
    const job = await running(tx, id);
    const [item] = job && job.position === from ? await nextItems(tx, job, 1) : [];
    if (!job || !item) return;
    const { jobId, position } = item;
    await tx.bulkItem.update({
      where: { jobId_position: { jobId, position } },
      data: { problem },
    });
    await advance(tx, job, { position, unchanged: 0, refused: 1, now: context.now });
  });
}

/** How many accounts the next chunk is to have, by how the last one went. */
export interface ChunkSize {
  most: number;
}

/**
 * Does the next chunk of a job, as one change by whoever started it, and says whether there may be
 * more. Where an account cannot be as it is to be, the chunk is cut in half until that account is
 * alone; it is left as it is, with the reason, and the job goes on. `size` carries that over to the
 * next call. Several instances may call it at once: a job's chunks are done one after the other.
 */
export const runBulkChunk = verb(
  'policy:write',
  async (context, { id, size }: { id: string; size: ChunkSize }): Promise<boolean> => {
    const job = await db().bulkJob.findUnique({ where: { id }, select: { position: true } });
    if (!job) return false;
    try {
      const { more, change } = await db().$transaction(
        (tx) => chunk(tx, context, id, size),
        PATIENCE,
      );
      size.most = Math.min(ASSIGNED_AT_ONCE, size.most * 2);
      if (change) wakeFor(change);
      return more;
    } catch (error) {
      if (!isOfAnAccount(error)) throw error;
      if (size.most > 1) size.most = Math.floor(size.most / 2);
      else await refuseNext(context, id, job.position, error.message);
      return true;
    }
  },
);

/** Marks a job as stopped by an error that no account has made; somebody can resume it. */
export const failBulkJob = verb(
  'policy:write',
  (context, { id, why }: { id: string; why: string }): Promise<void> =>
    db().$transaction(async (tx) => {
      const job = await running(tx, id);
      if (job) await move(tx, context, job, 'fail', why);
    }),
);
