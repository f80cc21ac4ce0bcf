'use client';

import { SendButton } from '../notices/send-button';
import { Ago } from '../ui/ago';

/** When Stripe was last asked for an account, and a button to ask now for those who may. */
export function Synced({ account, at, may }: { account: string; at: string; may: boolean }) {
  return (
    <span className="flex items-center gap-1 text-sm text-ink-3">
      <span>
        Synced <Ago at={at} />
      </span>
      {may && (
        <SendButton
          path={`/api/accounts/${encodeURIComponent(account)}/refresh`}
          text="Refresh"
          label="Refresh from Stripe"
          done="Fetched from Stripe anew."
        />
      )}
    </span>
  );
}
