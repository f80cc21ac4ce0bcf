import 'server-only';
import { db } from '@/lib/db';
import { NOTHING_REQUIRED } from '@/lib/domain/approvals';
import { refusalOf } from '@/lib/domain/change-life';
import { AppError } from '@/lib/domain/errors';
import { type Revert, revertOf } from '@/lib/domain/revert';
import type { ChangeView } from '@/lib/domain/views';
import { verb } from '../context';
import { lockPolicy } from '../policy-lock';
import { effectiveAt } from './apply-change';
import { effectsOfChange } from './change-effects';
import { loadChange, makerOf } from './kept-change';
import { loadWorldOf } from './load-world';
import { submitted } from './submit-change';
import { wakeFor } from './wake';

const NOTHING_LEFT =
  'Nothing of this change is left to take back: what it did was changed again or has ended since. To put something back, edit the account or template itself.';

/** How a change is to be taken back. */
export interface RevertRequest {
  id: string;
  /** Left out: that it takes the other one back. */
  reason?: string | undefined;
  dryRun: boolean;
  draft: boolean;
}

/** The change that takes another one back, with what it has to leave alone. */
export type RevertView = ChangeView & Pick<Revert, 'clashes' | 'expired'>;

/**
 * Takes an applied change back by a change of its own, which goes the way of every change. What was
 * touched since is left alone and told as clashes. Throws `conflict` where nothing is left to take
 * back, and what submitting a change throws.
 */
export const revertChange = verb(
  'policy:write',
  async (context, { id, reason, dryRun, draft }: RevertRequest): Promise<RevertView> => {
    const view = await db().$transaction(async (tx) => {
      await lockPolicy(tx, 'exclusive');
      const { row, life } = await loadChange(tx, id);
      const refusal = refusalOf(life, 'revert', context.actor, {
        at: context.now,
        pin: null,
        requirement: NOTHING_REQUIRED,
        governs: false,
        maker: await makerOf(tx, context.actor),
      });
      if (refusal) throw refusal;
      const effects = await effectsOfChange(tx, id);
      const subjects = effects.map(({ subject }) => subject);
      const world = await loadWorldOf(tx, subjects);
      const at = await effectiveAt(tx, context.now);
      const { edits, clashes, expired } = revertOf(effects, world, at);
      if (edits.length === 0) {
        throw new AppError('conflict', NOTHING_LEFT, { members: { clashes, expired } });
      }
      const change = await submitted(tx, context, {
        reason: reason ?? `Revert: ${row.reason}`.slice(0, 2000),
        edits,
        dryRun,
        draft,
        applyAt: null,
        reverts: id,
      });
      return { ...change, clashes, expired };
    });
    wakeFor(view);
    return view;
  },
);
