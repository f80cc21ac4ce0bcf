'use client';

import { ProblemNotice } from '../edits/problem-notice';
import { notify } from '../ui/notify';
import { ActionDialog, FormEnd } from './action-dialog';
import { useAct } from './use-act';

interface Confirmed {
  method: 'POST' | 'DELETE';
  path: string;
  /** What the button says, e.g. "Revoke". */
  verb: string;
  busyVerb: string;
  /** What is acted on, e.g. a token's name. */
  name: string;
  /** What was done, once it is, e.g. "Revoked Back end." */
  done: string;
  danger?: boolean;
  /** What the button says that leaves all as it is, where that is not "Cancel". */
  keep?: string;
}

/** A button that asks before it acts, and says what will follow. */
export function ConfirmAct({ consequence, ...act }: Confirmed & { consequence: string }) {
  return (
    <ActionDialog
      quiet
      text={act.verb}
      label={`${act.verb} ${act.name}`.trim()}
      title={`${`${act.verb} ${act.name}`.trim()}?`}
      description={consequence}
    >
      {(close) => <Question {...act} onDone={close} />}
    </ActionDialog>
  );
}

function Question({
  method,
  path,
  verb,
  busyVerb,
  done,
  danger,
  keep,
  onDone,
}: Confirmed & { onDone: () => void }) {
  const { act, busy, problem } = useAct();
  return (
    <form
      className="mt-4 space-y-3"
      onSubmit={async (event) => {
        event.preventDefault();
        if (!(await act(method, path))) return;
        onDone();
        void notify(done);
      }}
    >
      <ProblemNotice problem={problem} />
      <FormEnd
        onCancel={onDone}
        busy={busy}
        text={verb}
        busyText={busyVerb}
        danger={danger}
        keep={keep}
      />
    </form>
  );
}
