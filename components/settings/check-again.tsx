'use client';

import { useRouter } from 'next/navigation';
import { Button } from '../ui/button';

/** Shows the page anew, and with it asks Stripe once more. */
export function CheckAgain() {
  const router = useRouter();
  return (
    <Button size="sm" onClick={() => router.refresh()}>
      Check again
    </Button>
  );
}
