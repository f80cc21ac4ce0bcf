import type { Approval } from './approvals';
import type { Act } from './change-acts';
import type { ChangeLife } from './change-life';
import { AppError } from './errors';

/** What has to be given for each act. */
interface Given {
  submit: object;
  /** New content; the circumstances are those of the new content. */
  edit: { applyAt: Date | null };
  /** `seen`: the pin of what the approver was shown. */
  approve: { seen: string };
  reject: { comment: string };
  withdraw: object;
  schedule: { applyAt: Date };
  unschedule: object;
  apply: object;
  emergency_apply: { reason: string };
  apply_due: object;
  fail: { reason: string };
  /** `whole`: whether everything that the change did is taken back. */
  revert: { whole: boolean };
}

/** An act with what has to be given for it. */
export type Move = { [A in Act]: { act: A } & Given[A] }[Act];

/**
 * Where an act leads. `moved`: keep the life, and that is all. `applies`: apply the edits too, in the
 * same transaction. `returned`: nothing is applied, because approvals no longer are of what the
 * change would do or are too few; keep the life, then answer with `returnedError`. `failed`: the
 * clock could not apply it, and `reason` says why.
 */
export type Step = {
  life: ChangeLife;
  /** Approvals that the act took away. */
  revoked: readonly Approval[];
} & (
  | { kind: 'moved' }
  | { kind: 'applies' }
  | { kind: 'returned'; why: ReturnReason }
  | { kind: 'failed'; reason: string }
);

/** Why a change goes back to review: what it would do is another thing, or more approvals are needed. */
export type ReturnReason = 'outcome_changed' | 'more_required';

const RETURNED: Readonly<Record<ReturnReason, string>> = {
  outcome_changed:
    'What this change would do is not what was approved: policy was changed meanwhile. Its approvals are revoked and it is in review again.',
  more_required:
    'Approval rules ask for more approvals than this change has. It is in review again.',
};

/**
 * The answer to an act that sent a change back to review; keep the step's life before it is given. It
 * names by their ids the users whose approvals are revoked.
 */
export function returnedError(step: Extract<Step, { kind: 'returned' }>): AppError {
  const revoked = step.revoked.map(({ by }) => by);
  return new AppError('conflict', RETURNED[step.why], {
    members: { reason: 'approval_revoked', why: step.why, revoked },
  });
}
