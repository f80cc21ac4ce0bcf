'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const PAUSE_MS = 1500;

/**
 * Shows the page anew after a moment: something on it is about to change by itself. Give it another
 * key each time the page is made, or it does so once only.
 */
export function Follow() {
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => router.refresh(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [router]);
  return null;
}
