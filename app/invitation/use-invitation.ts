'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { type Problem, send } from '@/components/edits/send';
import type { OwnInvitation } from '@/lib/domain/people';

function onHashChange(listener: () => void) {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The secret behind the # of the address; null on the server, which never sees it. */
function useSecret(): string | null {
  return useSyncExternalStore(
    onHashChange,
    () => window.location.hash.slice(1),
    () => null,
  );
}

type Found = { secret: string; invitation?: OwnInvitation; problem?: Problem };

/**
 * The invitation that the address leads to. Without `found` it is still looked for; a `secret` of ''
 * says that the address has none.
 */
export function useInvitation(): { secret: string | null; found: Found | null } {
  const secret = useSecret();
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (!secret) return;
    let gone = false;
    void send<OwnInvitation>('POST', '/api/invitations/look-up', { secret }).then((sent) => {
      if (!gone) setFound({ secret, invitation: sent.value, problem: sent.problem });
    });
    return () => {
      gone = true;
    };
  }, [secret]);
  return { secret, found: found?.secret === secret ? found : null };
}
