'use client';

import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import type { LiveState } from './live-session';

/** What keeps the whole preview from working; a component's own errors stand with it. */
export function LiveProblems({ state: { blocked, problem } }: { state: LiveState }) {
  return (
    <>
      {problem && (
        <Notice tone="error" title={`No session was created. ${problem.title}`}>
          <p>{problem.detail}</p>
          <p className="font-mono text-xs">
            {problem.code}
            {problem.requestId && `, request ${problem.requestId}`}
          </p>
        </Notice>
      )}
      {blocked && (
        <Notice tone="error" title="Stripe’s script did not load">
          <p>
            connect-js.stripe.com could not be reached, or something in between blocks it: a
            firewall, a content blocker or a Content-Security-Policy.
          </p>
          <Button size="sm" className="mt-2" onClick={() => window.location.reload()}>
            Reload the page
          </Button>
        </Notice>
      )}
    </>
  );
}
