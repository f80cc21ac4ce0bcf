'use client';

import { ProblemNotice } from '../edits/problem-notice';
import { ConfirmAct } from '../settings/confirm-act';
import { useAct } from '../settings/use-act';
import { Button } from '../ui/button';

/** What can be done to a job now. Pausing waits for the chunk that is under way. */
export function JobActs({
  id,
  moves,
}: {
  id: string;
  moves: readonly ('pause' | 'resume' | 'cancel')[];
}) {
  const { act, busy, problem } = useAct();
  const path = `/api/bulk-jobs/${encodeURIComponent(id)}`;
  const button = (move: 'pause' | 'resume', text: string) => (
    <Button aria-disabled={busy} onClick={() => !busy && act('POST', `${path}/${move}`)}>
      {text}
    </Button>
  );
  if (moves.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {moves.includes('pause') && button('pause', busy ? 'Pausing…' : 'Pause')}
      {moves.includes('resume') && button('resume', busy ? 'Resuming…' : 'Resume')}
      {moves.includes('cancel') && (
        <ConfirmAct
          method="POST"
          path={`${path}/cancel`}
          verb="Cancel job"
          busyVerb="Cancelling…"
          name=""
          keep="Keep it"
          done="Cancelled. What was changed stays."
          consequence="What it has changed stays; each chunk is a change of its own that can be reverted. What is still to do is left as it is, and chunks that wait for approval stay in review. A cancelled job cannot be resumed."
          danger
        />
      )}
      <ProblemNotice problem={problem} />
    </div>
  );
}
