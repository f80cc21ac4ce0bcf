'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Act } from '@/lib/domain/change-acts';
import type { Edit } from '@/lib/domain/edits';
import type { Names } from '@/lib/domain/words/diff';
import { ProblemNotice } from '../edits/problem-notice';
import type { Problem } from '../edits/send';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { ACT_WORDS, type DoneAct, offered, type PageAct } from './act-words';
import { useChangeAct } from './use-change-act';

const WordsDialog = dynamic(() => import('./words-dialog').then((m) => m.WordsDialog), {
  ssr: false,
});
const ScheduleDialog = dynamic(() => import('./schedule-dialog').then((m) => m.ScheduleDialog), {
  ssr: false,
});
const EditDialog = dynamic(() => import('./edit-dialog').then((m) => m.EditDialog), {
  ssr: false,
});
const RevertDialog = dynamic(() => import('./revert-dialog').then((m) => m.RevertDialog), {
  ssr: false,
});

/** What the windows need to know of a change. */
export interface ActedOn {
  id: string;
  /** The acts that are open to whoever looks at it. */
  acts: readonly Act[];
  pin: string | null;
  version: number;
  applyAt: string | null;
  reason: string;
  edits: readonly Edit[];
  names: Names;
}

/** Acts that ask for something before they are done, in a window of their own. */
const ASKING: readonly PageAct[] = [
  'reject',
  'withdraw',
  'emergency_apply',
  'schedule',
  'edit',
  'revert',
];

const DANGEROUS: readonly PageAct[] = ['emergency_apply'];

/** What one may do to a change now, the main act first. */
export function ChangeActs(change: ActedOn) {
  const { id, acts, pin } = change;
  const frame = useRef<HTMLFieldSetElement>(null);
  const opener = useRef<HTMLElement>(null);
  const [open, setOpen] = useState<PageAct | null>(null);
  const { run, busy, problem } = useChangeAct(id);
  const { main, others } = offered(acts);

  // A button that is gone after its act cannot take the focus back: then its place does.
  useEffect(() => {
    if (open === null) return;
    return () => {
      setTimeout(() => (opener.current?.isConnected ? opener : frame).current?.focus());
    };
  }, [open]);

  const press = async (act: PageAct, button: HTMLElement) => {
    if (busy) return;
    opener.current = button;
    if (ASKING.includes(act)) return setOpen(act);
    if (await run(act as DoneAct, act === 'approve' ? { pin } : {})) frame.current?.focus();
  };
  if (main === null && others.length === 0) return null;
  return (
    <div className="flex max-w-full min-w-0 flex-col gap-3 lg:items-end">
      <fieldset ref={frame} tabIndex={-1} aria-busy={busy} className="min-w-0 rounded-md">
        <legend className="sr-only">What can be done</legend>
        <div className="flex flex-wrap gap-2 lg:max-w-xl lg:justify-end">
          {[...(main ? [main] : []), ...others].map((act) => (
            <Button
              key={act}
              variant={act === main ? 'primary' : DANGEROUS.includes(act) ? 'danger' : 'secondary'}
              aria-haspopup={ASKING.includes(act) ? 'dialog' : undefined}
              onClick={(event) => press(act, event.currentTarget)}
            >
              {act === 'schedule' && acts.includes('unschedule')
                ? 'Change the time'
                : ACT_WORDS[act]}
            </Button>
          ))}
        </div>
      </fieldset>
      <Refusal problem={problem} />
      {open && <Window act={open} change={change} onClose={() => setOpen(null)} />}
    </div>
  );
}

/** Why an act was not done. What has changed meanwhile is no mistake of anybody, and said calmly. */
function Refusal({ problem }: { problem: Problem | null }): ReactNode {
  return (
    <div role="status" className="max-w-xl empty:hidden">
      {problem?.code === 'conflict' ? (
        <Notice title="Not done, and nothing is lost">
          <p>{problem.detail} This page now shows it as it is.</p>
        </Notice>
      ) : (
        <ProblemNotice problem={problem} />
      )}
    </div>
  );
}

function Window({
  act,
  change,
  onClose,
}: {
  act: PageAct;
  change: ActedOn;
  onClose: () => void;
}): ReactNode {
  switch (act) {
    case 'reject':
    case 'withdraw':
    case 'emergency_apply':
      return <WordsDialog id={change.id} act={act} onClose={onClose} />;
    case 'schedule':
      return <ScheduleDialog id={change.id} applyAt={change.applyAt} onClose={onClose} />;
    case 'edit':
      return <EditDialog change={change} onClose={onClose} />;
    case 'revert':
      return <RevertDialog change={change} onClose={onClose} />;
    default:
      return null;
  }
}
