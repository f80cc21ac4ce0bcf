'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ProblemNotice } from '../edits/problem-notice';
import { type Problem, send } from '../edits/send';
import { Button } from '../ui/button';
import { Dialog, DialogContent, DialogTrigger } from '../ui/dialog';
import { notify } from '../ui/notify';

/** A button that ends a token's or a user's access for good, after asking. */
export function EndAccess({
  path,
  verb,
  name,
  consequence,
}: {
  path: string;
  verb: 'Revoke' | 'Disable';
  name: string;
  consequence: string;
}) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const end = async () => {
    setBusy(true);
    const ended = await send('DELETE', path);
    setBusy(false);
    setProblem(ended.problem ?? null);
    if (ended.problem) return;
    setOpen(false);
    void notify(`${verb}d ${name}.`);
    router.refresh();
  };

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm" variant="danger" aria-label={`${verb} ${name}`}>
          {verb}
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`${verb} ${name}?`}
        description={consequence}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant="danger" onClick={end} disabled={busy}>
              {verb}
            </Button>
          </>
        }
      >
        <ProblemNotice problem={problem} />
      </DialogContent>
    </Dialog>
  );
}
