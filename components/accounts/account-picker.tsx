'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../ui/skeleton';

/**
 * Finds an account: type, choose with the arrow keys and Enter, or with the mouse. Its code comes
 * behind the page: what is typed before there is a script to look it up would be lost anyway.
 */
export const AccountPicker = dynamic(
  () => import('./account-combobox').then((module) => module.AccountCombobox),
  { ssr: false, loading: () => <Skeleton className="h-8" /> },
);
