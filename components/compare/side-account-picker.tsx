'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { AccountPicker } from '../accounts/account-picker';
import { type CompareAddress, compareHref, type SideName, sideText } from './address';

/** Finds an account and puts it on one side. */
export function SideAccountPicker({ side, address }: { side: SideName; address: CompareAddress }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <AccountPicker
      label={`Find an account for the ${side}`}
      busy={pending}
      onChoose={({ id }) => {
        const chosen = sideText({ kind: 'account', id });
        startTransition(() =>
          router.replace(compareHref({ ...address, [side]: chosen }), { scroll: false }),
        );
      }}
    />
  );
}
