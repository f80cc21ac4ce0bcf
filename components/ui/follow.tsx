'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const PAUSE_MS = 1500;

/** Shows the page anew after a moment: something on it is about to change by itself. */
export function Follow() {
  const router = useRouter();
  // Each rendering of the page brings another one of these, or none.
  useEffect(() => {
    const timer = setTimeout(() => router.refresh(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [router]);
  return null;
}
