'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { LEAVE, type Leave } from './leave';

const isElsewhere = (to: URL) => to.origin !== location.origin || to.pathname !== location.pathname;

/** Where a click on a link leads, if that is another page in this window. */
function clickedTo(event: MouseEvent): URL | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return null;
  }
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.target === '_blank') return null;
  const to = new URL(link.href);
  return link.hasAttribute('download') || !isElsewhere(to) ? null : to;
}

/**
 * Asks before unsaved edits are left behind, while `active`, on every way to leave a page:
 *
 * - closing and reloading: only the browser itself may ask;
 * - a link: on the click, before Next sees it;
 * - Back and Forward within the app: through the Navigation API, whose event can still be stopped
 *   when `popstate` no longer can. A browser lets a page stop one of them each time somebody has
 *   used the page, so that nobody can be locked in;
 * - a script that navigates, such as a palette: it asks by `leaveFor` (leave.ts), which is a
 *   cancelable `switchyard:leave` event on the window that carries how to go on.
 *
 * `ask` gets how to go there. Once the person agrees, give that to the function that is returned:
 * it goes without asking again.
 */
export function useLeaveGuard(
  active: boolean,
  ask: (go: () => void) => void,
): (go: () => void) => void {
  const router = useRouter();
  const agreed = useRef(false);
  const asking = useRef(ask);
  useEffect(() => {
    asking.current = ask;
  }, [ask]);

  useEffect(() => {
    if (!active) return;
    agreed.current = false;
    const stop = (event: Event, go: () => void) => {
      event.preventDefault();
      asking.current(go);
    };
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!agreed.current) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const to = clickedTo(event);
      if (to === null) return;
      event.stopPropagation();
      stop(event, () => {
        if (to.origin !== location.origin) location.assign(to);
        else router.push(`${to.pathname}${to.search}${to.hash}` as Route);
      });
    };
    const onNavigate = (event: NavigateEvent) => {
      const { destination, navigationType, cancelable } = event;
      if (navigationType !== 'traverse' || !cancelable || agreed.current) return;
      if (!destination.sameDocument || !isElsewhere(new URL(destination.url))) return;
      stop(event, () => window.navigation.traverseTo(destination.key));
    };
    const onLeave = (event: Event) => {
      if (!agreed.current) stop(event, (event as CustomEvent<Leave>).detail.go);
    };
    const { navigation } = window;
    window.addEventListener('beforeunload', onUnload);
    window.addEventListener(LEAVE, onLeave);
    document.addEventListener('click', onClick, true);
    navigation?.addEventListener('navigate', onNavigate);
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      window.removeEventListener(LEAVE, onLeave);
      document.removeEventListener('click', onClick, true);
      navigation?.removeEventListener('navigate', onNavigate);
    };
  }, [active, router]);

  return (go) => {
    agreed.current = true;
    go();
  };
}
