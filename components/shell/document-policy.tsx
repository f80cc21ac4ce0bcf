'use client';

import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { isLivePage } from '@/lib/domain/live-page';

declare global {
  interface Window {
    /** What libraries that write style elements put on them; Radix's asks for it. */
    __webpack_nonce__?: string;
  }
}

/** Whether this document was sent as a live page: its policy stays that, whatever it shows later. */
let sentAsLive: boolean | undefined;

if (typeof document !== 'undefined') {
  sentAsLive = isLivePage(location.pathname);
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
  if (nonce) window.__webpack_nonce__ = nonce;
}

/** Where a plain click on a link leads within the console; null for all other clicks. */
function clickedTo(event: MouseEvent): URL | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return null;
  }
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.hasAttribute('download')) return null;
  if (link.target !== '' && link.target !== '_self') return null;
  const to = new URL(link.href);
  return to.origin === location.origin ? to : null;
}

/**
 * Keeps a document to the pages that its policy was made for. Only a live page may load Stripe's
 * components, and Next shows one page after the other in the same document; so the way into a live
 * page and the way out of it load a document. A link does at once. Whatever else navigates is met
 * once it has arrived, before anybody could do anything there.
 */
export function DocumentPolicy() {
  const path = usePathname();

  useEffect(() => {
    if (isLivePage(path) !== sentAsLive) location.reload();
  }, [path]);

  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const to = clickedTo(event);
      if (event.defaultPrevented || to === null || isLivePage(to.pathname) === sentAsLive) return;
      // What guards edits has asked by now; Next, which comes later, must not take the click.
      event.preventDefault();
      location.assign(to);
    };
    // On the body: after guards, which listen on the document as a click comes down, and before React.
    document.body.addEventListener('click', onClick, true);
    return () => document.body.removeEventListener('click', onClick, true);
  }, []);

  return null;
}
