'use client';

import { useRouter } from 'next/navigation';
import type { ChangeView } from '@/lib/domain/views';
import { useAct } from '../settings/use-act';
import { notify } from '../ui/notify';
import { type DoneAct, doneWords } from './act-words';

/** Acts of the API on one change: whether one is under way and what went wrong. */
export function useChangeAct(id: string) {
  const router = useRouter();
  const { act, busy, problem, errorAt } = useAct();

  /**
   * Does it, says what came of it and shows the page anew; says whether it was done. Where it was
   * refused the page is shown anew as well: it is likely not what it was.
   */
  async function run(name: DoneAct, body: unknown = {}): Promise<boolean> {
    const path = `/api/changes/${encodeURIComponent(id)}`;
    const done =
      name === 'edit'
        ? await act<ChangeView>('PUT', path, body)
        : await act<ChangeView>('POST', `${path}/${PATHS[name] ?? name}`, body);
    if (done) void notify(doneWords(name, done.value));
    else router.refresh();
    return done !== null;
  }

  return { run, busy, problem, errorAt };
}

const PATHS: Readonly<Partial<Record<DoneAct, string>>> = { emergency_apply: 'apply' };
