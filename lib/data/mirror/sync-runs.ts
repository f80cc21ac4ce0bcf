import 'server-only';
import { randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import { AppError } from '@/lib/domain/errors';
import { nextSyncAt, type SyncKind, type SyncStatus, type SyncView } from '@/lib/domain/mirror';
import { env, webhookSecrets } from '@/lib/env';
import { writeAudit } from '../audit';
import { type Context, verb } from '../context';
import { hasCode } from '../database-errors';
import type { SyncRun } from '../generated/client';
import { wakeMirror } from './wake';

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** A run's row as pages and the API show it. */
function view(run: SyncRun): SyncView {
  const { trouble, nextAt } = run;
  return {
    id: run.id,
    kind: run.kind,
    status: run.status,
    phase: run.phase,
    pages: run.pages,
    accounts: run.accounts,
    added: run.added,
    changed: run.changed,
    checked: run.checked,
    disconnected: run.disconnected,
    startedAt: run.startedAt.toISOString(),
    heartbeatAt: run.heartbeatAt.toISOString(),
    endedAt: iso(run.endedAt),
    waiting: trouble && nextAt ? { code: trouble, until: nextAt.toISOString() } : null,
    error: run.error,
    by: { kind: run.actorKind, id: run.actorId, name: run.actorName },
  };
}

const latestRun = () => db().syncRun.findFirst({ orderBy: { startedAt: 'desc' } });

/** Begins a run; null where one is under way, which the database decides. */
async function begin(context: Context, kind: SyncKind): Promise<SyncRun | null> {
  const { actor, now } = context;
  try {
    return await db().$transaction(async (tx) => {
      const run = await tx.syncRun.create({
        data: {
          ...{ id: randomUUID(), kind, status: 'running' },
          ...{ startedAt: now, heartbeatAt: now, nextAt: now },
          ...{ actorKind: actor.kind, actorId: actor.id, actorName: actor.name },
        },
      });
      const subject = { kind: 'mirror', id: run.id };
      await writeAudit(tx, context, { action: 'mirror.sync', subject, after: { kind } });
      return run;
    });
  } catch (error) {
    if (hasCode(error, 'P2002', '23505')) return null;
    throw error;
  }
}

/** Starts a run through all connected accounts. Throws `conflict` where one is under way. */
export const startSync = verb('mirror:manage', async (context): Promise<SyncView> => {
  const run = await begin(context, 'full');
  if (!run)
    throw new AppError('conflict', 'A sync is under way. Wait until it ends, or cancel it.');
  wakeMirror('sync');
  return view(run);
});

/** Starts the run that the schedule asks for, once however many instances do; returns its id. */
export const startDueSync = verb('mirror:manage', async (context): Promise<string | null> => {
  const { now } = context;
  const latest = await latestRun();
  if (latest?.status === 'running') return null;
  const due = nextSyncAt(latest, env().MIRROR_SYNC_HOURS, now);
  if (due === null || due > now) return null;
  const run = await begin(context, 'reconcile');
  return run?.id ?? null;
});

/**
 * Cancels the run under way. What it has saved stays; the page that it is about to save is not.
 * Throws `conflict` where none is under way.
 */
export const cancelSync = verb('mirror:manage', async (context): Promise<SyncView> => {
  const { now } = context;
  return db().$transaction(async (tx) => {
    const [run] = await tx.syncRun.updateManyAndReturn({
      where: { status: 'running' },
      data: {
        ...{ status: 'cancelled', endedAt: now, nextAt: null, trouble: null },
        ...{ lease: null, leasedUntil: null },
      },
    });
    if (!run) throw new AppError('conflict', 'No sync is under way.');
    const { pages, accounts } = run;
    await writeAudit(tx, context, {
      action: 'mirror.cancel',
      subject: { kind: 'mirror', id: run.id },
      after: { pages, accounts },
    });
    return view(run);
  });
});

/** How the syncs stand: the run under way, the last one that ended, and when the next one is due. */
export const getSync = verb('accounts:read', async ({ now }): Promise<SyncStatus> => {
  const [running, last, event] = await Promise.all([
    db().syncRun.findFirst({ where: { status: 'running' } }),
    db().syncRun.findFirst({
      where: { status: { not: 'running' } },
      orderBy: { startedAt: 'desc' },
    }),
    db().stripeEvent.findFirst({ orderBy: { receivedAt: 'desc' }, select: { receivedAt: true } }),
  ]);
  const next = nextSyncAt(running ?? last, env().MIRROR_SYNC_HOURS, now);
  return {
    running: running && view(running),
    last: last && view(last),
    nextAt: running ? null : iso(next),
    events: { expected: webhookSecrets(env()).length > 0, lastAt: iso(event?.receivedAt ?? null) },
  };
});
