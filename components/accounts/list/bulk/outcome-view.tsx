import type { ReactNode } from 'react';
import { WhatWillHappen } from '../../../ui/what-will-happen';
import { accountCount, nameList, type Outcome } from './outcome';

/** What a change would do, in words, before it is applied. */
export function OutcomeView({
  outcome,
  running,
  idle,
}: {
  outcome: Outcome | null;
  running: boolean;
  /** What to say while nothing is chosen. */
  idle: ReactNode;
}) {
  return (
    <WhatWillHappen running={running} idle={idle}>
      {outcome && (
        <>
          <p className="font-medium">{headline(outcome)}</p>
          {outcome.needsApproval && (
            <p className="text-ink-2">It takes effect only once it has been approved.</p>
          )}
          {outcome.lines.length > 0 && (
            <ul className="mt-1 max-h-52 space-y-1.5 overflow-y-auto">
              {outcome.lines.map(({ what, before, after, accounts }) => (
                <li key={`${what} ${before} ${after}`}>
                  <p className="break-words">
                    {what}: {before !== null && <span className="text-ink-3">{before} → </span>}
                    {after}
                  </p>
                  <p className="text-sm text-ink-2">
                    {accounts.length > 1 && `${accountCount(accounts.length)}: `}
                    {nameList(accounts)}
                  </p>
                </li>
              ))}
            </ul>
          )}
          {outcome.flips.length > 0 && (
            <>
              <p className="mt-2 border-t pt-1.5 text-sm font-medium text-ink-2">
                What their merchants get
              </p>
              <ul className="max-h-32 overflow-y-auto">
                {outcome.flips.map(({ what, how }) => (
                  <li key={what} className="break-words">
                    {what}: <span className="text-ink-2">{how}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </WhatWillHappen>
  );
}

function headline({ changed, same }: Outcome): string {
  if (changed === 0) {
    return same === 1
      ? 'Nothing changes: it is so already.'
      : 'Nothing changes: all are so already.';
  }
  const change = `${accountCount(changed)} ${changed === 1 ? 'changes' : 'change'}`;
  if (same === 0) return `${change}.`;
  return `${change}; ${same} ${same === 1 ? 'is' : 'are'} so already.`;
}
