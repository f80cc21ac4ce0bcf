import 'server-only';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { db, Prisma } from '@/lib/db';
import type { Cell } from '@/lib/domain/cells';
import { type Cause, type History, historySteps } from '@/lib/domain/history';
import type {
  AccountHistory,
  CauseView,
  CellHistory,
  ChangeRef,
  MomentView,
  SpanView,
} from '@/lib/domain/history-view';
import { requireAccountId } from './account-rows';
import { actorOf } from './actor-ref';
import { type Context, verb } from './context';
import { accountNotFound } from './policy-input';
import { decisionsQuery } from './template-decisions';
import { MOST, readTimeline } from './timeline';

/** The query of a question for an account's history: perhaps one cell that it is about. */
export const historyQuery = z.strictObject({
  cell: decisionsQuery.shape.cell.optional().describe('Tell of this cell alone.'),
});

type Changes = ReadonlyMap<string, ChangeRef>;

/** Neither the reason nor the author of a change that was applied ever becomes another one. */
async function changesOf(causes: readonly Cause[]): Promise<Changes> {
  const ids = new Set(causes.flatMap((cause) => (cause.kind === 'change' ? cause.changeId : [])));
  const rows = await db().change.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, reason: true, actorKind: true, actorId: true, actorName: true },
  });
  return new Map(
    rows.map((row) => [row.id, { id: row.id, reason: row.reason, actor: actorOf(row) }]),
  );
}

function causeViews(causes: readonly Cause[], changes: Changes): CauseView[] {
  return causes.flatMap((cause): CauseView[] => {
    if (cause.kind !== 'change') return [cause];
    const change = changes.get(cause.changeId);
    return change ? [{ kind: 'change', change }] : [];
  });
}

/** Resolutions after which others have their turn: mints share the process. */
const AT_A_TIME = 10;

async function unhurried<T>(steps: Generator<void, T>): Promise<T> {
  for (let count = 1; ; count++) {
    const step = steps.next();
    if (step.done) return step.value;
    if (count % AT_A_TIME === 0) await setImmediate();
  }
}

interface Told {
  head: Omit<AccountHistory, 'moments'>;
  history: History;
}

async function tell({ now }: Context, id: string): Promise<Told> {
  requireAccountId(id);
  const read = await db().$transaction((tx) => readTimeline(tx, id), {
    isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead,
  });
  if (!read) throw accountNotFound(id);
  const { timeline, knownFrom } = read;
  const history = await unhurried(historySteps(timeline, { now, most: MOST, knownFrom }));
  if (!history) throw accountNotFound(id);
  const { from, cut } = history;
  return {
    head: { account: id, now: now.toISOString(), from: from.toISOString(), cut },
    history,
  };
}

/**
 * How an account's policy came to be what it is: every moment at which it became another one, what
 * made it so, by whom and why, and which cells flipped. The newest moments where there are many;
 * `cut` says so. Throws `account_not_found`.
 */
export const getAccountHistory = verb(
  'policy:read',
  async (context, { id }: { id: string }): Promise<AccountHistory> => {
    const { head, history } = await tell(context, id);
    const changes = await changesOf(history.moments.flatMap(({ causes }) => causes));
    const moments = history.moments.map(
      ({ at, causes, flips, moved }): MomentView => ({
        at: at.toISOString(),
        causes: causeViews(causes, changes),
        flips: [...flips],
        moved,
      }),
    );
    return { ...head, moments };
  },
);

/** What one cell of an account was when, and what made it so each time. Throws `account_not_found`. */
export const getCellHistory = verb(
  'policy:read',
  async (context, { id, cell }: { id: string; cell: Cell }): Promise<CellHistory> => {
    const { head, history } = await tell(context, id);
    const told = history.spans.get(cell) ?? [];
    const changes = await changesOf(told.flatMap(({ causes }) => causes));
    const spans = told.map(
      ({ from, to, causes, ...said }): SpanView => ({
        ...said,
        from: from.toISOString(),
        to: to?.toISOString() ?? null,
        causes: causeViews(causes, changes),
      }),
    );
    return { ...head, cell, spans };
  },
);
