'use client';

import { useState } from 'react';
import { ProblemNotice } from '../edits/problem-notice';
import { type Problem, send } from '../edits/send';
import { ActionDialog, FormEnd } from './action-dialog';

/** The button and the window that end all of one's own sessions. */
export function SignOutEverywhere() {
  return (
    <ActionDialog
      text="Sign out everywhere"
      title="Sign out everywhere?"
      description="Every browser in which you are signed in is signed out, this one too."
    >
      {(close) => <Question onDone={close} />}
    </ActionDialog>
  );
}

function Question({ onDone }: { onDone: () => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  return (
    <form
      className="mt-4 space-y-3"
      onSubmit={async (event) => {
        event.preventDefault();
        setBusy(true);
        const ended = await send('DELETE', '/api/users/me/sessions');
        setProblem(ended.problem ?? null);
        setBusy(false);
        // A whole new page load, so that nothing of the session stays in memory.
        if (!ended.problem) window.location.assign('/sign-in');
      }}
    >
      <ProblemNotice problem={problem} />
      <FormEnd
        onCancel={onDone}
        busy={busy}
        text="Sign out everywhere"
        busyText="Signing out…"
        danger
      />
    </form>
  );
}
