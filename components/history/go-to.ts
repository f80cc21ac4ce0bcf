'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { leaveFor } from '../edits/leave';

/** This page's address as of a moment; as of now without one, and then without what only the past has. */
function addressAt(at: string | null): Route {
  const url = new URL(window.location.href);
  if (at === null) {
    url.searchParams.delete('at');
    if (url.searchParams.get('show') === 'today') url.searchParams.delete('show');
  } else {
    url.searchParams.set('at', at);
  }
  return `${url.pathname}${url.search.replaceAll('%3A', ':')}` as Route;
}

/**
 * Leads this page to another moment. Into the past it asks first where edits are not saved; from one
 * past moment to the next, Back leads to where one came from and not through all of them.
 */
export function useGoTo(from: string | null, onGo: () => void) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const goTo = (at: string | null) => {
    if (at === from && !pending) return;
    const address = addressAt(at);
    if (from !== null && at !== null) {
      start(() => router.replace(address, { scroll: false }));
      return;
    }
    leaveFor(() => {
      onGo();
      start(() => router.push(address, { scroll: false }));
    });
  };
  return { goTo, pending };
}
