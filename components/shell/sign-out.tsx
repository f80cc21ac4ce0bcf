'use client';

import { LogOut } from 'lucide-react';
import { Button } from '../ui/button';
import { leave } from './leave';

/** Ends the session and leads to the sign-in page. */
export function SignOut() {
  return (
    <Button variant="ghost" onClick={leave} className="w-full justify-start!">
      <LogOut aria-hidden className="size-4" />
      Sign out
    </Button>
  );
}
