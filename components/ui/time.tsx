'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** Whether the browser has taken over; false on the server and while hydrating. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

const exact = (at: Date) => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

function inZone(at: Date, timeZone: string | undefined, seconds: boolean): string {
  return at.toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    timeZone,
  });
}

/**
 * A moment in the viewer's own zone, with the exact one in UTC on hover. Until the browser has
 * taken over, the zone is not known and UTC stands there, named as such.
 */
export function Time({ at, seconds = false }: { at: string; seconds?: boolean }) {
  const hydrated = useHydrated();
  const date = new Date(at);
  return (
    <time dateTime={at} title={exact(date)} className="whitespace-nowrap tabular-nums">
      {hydrated ? inZone(date, undefined, seconds) : `${inZone(date, 'UTC', seconds)} UTC`}
    </time>
  );
}
