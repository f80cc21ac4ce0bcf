'use client';

import { useEffect, useState } from 'react';
import type { AccountSummary, Page } from '@/lib/domain/views';

const PAUSE_MS = 200;
const MOST = 8;

/** What a search has come to: nothing yet, the first accounts that match, or that it failed. */
export type Found =
  | { state: 'none' }
  | { state: 'failed' }
  | { state: 'found'; accounts: AccountSummary[] };

async function search(text: string, signal: AbortSignal): Promise<Found> {
  const query = new URLSearchParams({ q: text, limit: String(MOST) });
  try {
    const response = await fetch(`/api/accounts?${query}`, { signal });
    if (!response.ok) return { state: 'failed' };
    const { data } = (await response.json()) as Page<AccountSummary>;
    return { state: 'found', accounts: data };
  } catch {
    return { state: 'failed' };
  }
}

/** The first accounts whose name, id, email or tag matches a text, a moment after it was typed. */
export function useAccountSearch(text: string): Found {
  const [found, setFound] = useState<Found>({ state: 'none' });
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === '') {
      setFound({ state: 'none' });
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await search(wanted, abort.signal);
      if (!abort.signal.aborted) setFound(answer);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [wanted]);
  return found;
}
