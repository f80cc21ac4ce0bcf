'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { send } from '../edits/send';
import { Button } from '../ui/button';
import { notify, notifyProblem } from '../ui/notify';

/** A button that does something at once, because it can be undone or does no harm, and says so. */
export function SendButton({
  method = 'POST',
  path,
  body,
  text,
  label,
  done,
}: {
  method?: 'POST' | 'PUT';
  path: string;
  body?: unknown;
  text: string;
  /** The button's whole name, where its text alone does not say what it is about. */
  label: string;
  /** What was done, once it is. */
  done: string;
}) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    const { problem } = await send(method, path, body);
    setBusy(false);
    router.refresh();
    void (problem ? notifyProblem(problem.detail) : notify(done));
  };
  return (
    <Button size="sm" variant="ghost" aria-label={label} disabled={busy} onClick={press}>
      {text}
    </Button>
  );
}
