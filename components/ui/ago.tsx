'use client';

import { useEffect, useState } from 'react';
import { Time, useHydrated } from './time';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago something was, in words: "just now", "3 min ago", "2 h ago"; null from a day on. */
export function agoWords(ms: number): string | null {
  if (ms < MINUTE) return 'just now';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ago`;
  return ms < DAY ? `${Math.floor(ms / HOUR)} h ago` : null;
}

/** A recent moment by how long ago it was, with the exact one on hover; an older one by its date. */
export function Ago({ at }: { at: string }) {
  const hydrated = useHydrated();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE / 2);
    return () => clearInterval(timer);
  }, []);
  const words = hydrated ? agoWords(now - Date.parse(at)) : null;
  if (words === null) return <Time at={at} />;
  const exact = `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return (
    <time dateTime={at} title={exact} className="whitespace-nowrap">
      {words}
    </time>
  );
}
