'use client';

import { useSyncExternalStore } from 'react';

let printing = false;

function subscribe(changed: () => void): () => void {
  const media = window.matchMedia('print');
  printing = media.matches;
  const set = (now: boolean) => {
    printing = now;
    changed();
  };
  const before = () => set(true);
  const after = () => set(false);
  // Browsers lay a page out for print right after the first; the other tells of a mere preview of it.
  const onMedia = () => set(media.matches);
  window.addEventListener('beforeprint', before);
  window.addEventListener('afterprint', after);
  media.addEventListener('change', onMedia);
  return () => {
    window.removeEventListener('beforeprint', before);
    window.removeEventListener('afterprint', after);
    media.removeEventListener('change', onMedia);
  };
}

/** Whether the page is being printed: then it shows all that there is, whatever is filtered. */
export function usePrinting(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => printing,
    () => false,
  );
}
