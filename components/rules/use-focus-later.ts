'use client';

import { useLayoutEffect, useRef } from 'react';

/**
 * Focuses an element by its id once the page shows it: a row that was moved in the document, or a
 * neighbour of one that is gone, has lost it.
 */
export function useFocusLater(): (id: string) => void {
  const wanted = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    document.getElementById(wanted.current)?.focus();
    wanted.current = null;
  });
  return (id) => {
    wanted.current = id;
  };
}
