'use client';

import { useEffect, useRef, useState } from 'react';
import type { ResolvedPolicy } from '@/lib/domain/policy';
import type { TemplateRef } from '@/lib/domain/views';
import { get } from './get';

/** What answers questions about an account: its policy, and what its templates are called. */
export interface Known {
  account: string;
  policy: ResolvedPolicy | null;
  names: ReadonlyMap<string, string>;
  problem: string | null;
}

const namesOf = (templates: readonly TemplateRef[]) =>
  new Map(templates.map(({ key, name }) => [key, name]));

/** The policy of the account that is asked about, or null while it is not known. */
export function useAnswer(account: string | null): Known | null {
  const kept = useRef(new Map<string, Known>());
  const names = useRef<Known['names']>(undefined);
  const [known, setKnown] = useState<Known | null>(null);

  useEffect(() => {
    if (account === null) return;
    const before = kept.current.get(account);
    if (before) {
      setKnown(before);
      return;
    }
    const abort = new AbortController();
    const ask = async () => {
      const id = encodeURIComponent(account);
      const [policy, templates] = await Promise.all([
        get<ResolvedPolicy>(`/api/accounts/${id}/policy`, abort.signal),
        names.current
          ? null
          : get<{ data: TemplateRef[] }>('/api/templates?archived=true', abort.signal),
      ]);
      if (abort.signal.aborted) return;
      if (templates?.value) names.current = namesOf(templates.value.data);
      const now: Known = {
        account,
        policy: policy.value ?? null,
        names: names.current ?? new Map(),
        problem: policy.problem?.detail ?? null,
      };
      if (policy.value) kept.current.set(account, now);
      setKnown(now);
    };
    void ask();
    return () => abort.abort();
  }, [account]);

  return known?.account === account ? known : null;
}
