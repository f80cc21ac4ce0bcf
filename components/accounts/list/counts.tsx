'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { AccountCounts } from '@/lib/domain/views';
import { countWords } from './count-words';

const Context = createContext<AccountCounts | null>(null);

/** How many accounts the list's filter finds, as far as is known by now. */
export function useCounts(): AccountCounts {
  const counts = useContext(Context);
  if (!counts) throw new Error('There are no counts around this.');
  return counts;
}

/** What the API counts; null where it could not be had. */
async function ask(path: string, signal: AbortSignal): Promise<AccountCounts | null> {
  try {
    const response = await fetch(path, { signal });
    return response.ok ? ((await response.json()) as AccountCounts) : null;
  } catch {
    return null;
  }
}

/** Has the API count on where the page, for which somebody waited, did not count to the end. */
export function CountsProvider({
  counts,
  path,
  children,
}: {
  /** What the page counted. */
  counts: AccountCounts;
  /** Where the API counts the same accounts. */
  path: string;
  children: ReactNode;
}) {
  const [further, setFurther] = useState<{ path: string; counts: AccountCounts } | null>(null);
  useEffect(() => {
    if (!counts.capped) return;
    const abort = new AbortController();
    ask(path, abort.signal).then((found) => {
      if (found && !abort.signal.aborted) setFurther({ path, counts: found });
    });
    return () => abort.abort();
  }, [counts, path]);
  const known = counts.capped && further?.path === path ? further.counts : counts;
  return <Context value={known}>{children}</Context>;
}

/** The counts in words. */
export function CountLine() {
  return (
    <p role="status" className="text-sm text-ink-2">
      {countWords(useCounts())}
    </p>
  );
}
