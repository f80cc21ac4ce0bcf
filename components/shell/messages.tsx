'use client';

import { useTheme } from 'next-themes';
import { useEffect } from 'react';
import { Toaster } from 'sonner';
import { toasterMounted } from '../ui/notify';

/** The messages themselves, in the theme of the page. */
export function Messages() {
  const { resolvedTheme } = useTheme();
  useEffect(() => toasterMounted(), []);
  return (
    <Toaster
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="top-right"
      toastOptions={{ className: 'font-sans! text-base!' }}
    />
  );
}
