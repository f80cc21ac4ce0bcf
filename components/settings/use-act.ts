'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type Problem, send } from '../edits/send';

/** Calls of the API by a form or a question: whether one is under way and what went wrong. */
export function useAct() {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  /**
   * Does it and shows the page anew; null where it failed, and then `problem` says why. `later`
   * leaves the page as it is: for an answer in a window that the page anew may no longer have.
   */
  async function act<T = undefined>(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    shown: 'now' | 'later' = 'now',
  ): Promise<{ value: T } | null> {
    setBusy(true);
    const sent = await send<T>(method, path, body);
    setBusy(false);
    setProblem(sent.problem ?? null);
    if (sent.problem) return null;
    if (shown === 'now') router.refresh();
    return { value: sent.value as T };
  }

  const errorAt = (field: string) =>
    problem?.errors.find(({ pointer }) => pointer === `/${field}`)?.message;
  return { busy, problem, errorAt, act };
}
