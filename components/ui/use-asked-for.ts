'use client';

import type { Route } from 'next';
import { usePathname, useSearchParams } from 'next/navigation';

/** What a page's address may ask to have ready, as `?new=…`: a window, or for a sync its button. */
export type AskedFor = 'token' | 'invitation' | 'rule' | 'sync';

/**
 * Whether the address asks for a window, and how to take that out of it once the window is closed.
 * So a link, or the palette, leads to a page with its window open.
 */
export function useAskedFor(what: AskedFor | undefined): { asked: boolean; done: () => void } {
  const query = useSearchParams();
  const path = usePathname();
  const asked = what !== undefined && query.get('new') === what;
  const done = () => {
    if (!asked) return;
    const rest = new URLSearchParams(query);
    rest.delete('new');
    const text = rest.toString();
    window.history.replaceState(null, '', text ? `${path}?${text}` : path);
  };
  return { asked, done };
}

/** The address of a page with a window open. */
export const askingFor = (path: string, what: AskedFor) => `${path}?new=${what}` as Route;
