'use client';

import type { TouchedAccount } from '@/lib/domain/touched';
import type { Page } from '@/lib/domain/views';
import { TouchedAccounts } from '../review/touched-accounts';
import { touchedByChange } from '../review/touched-fetch';

/** The accounts that a kept change touches, the first of them at once. */
export function TouchedList({
  id,
  first,
  total,
}: {
  id: string;
  first: Page<TouchedAccount>;
  total: number;
}) {
  return (
    <TouchedAccounts first={first} total={total} more={(cursor) => touchedByChange(id, cursor)} />
  );
}
