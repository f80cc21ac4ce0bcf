import type { ReactNode } from 'react';
import type { BulkImpact } from '@/lib/domain/bulk/views';
import { cellName } from '@/lib/domain/words/cells';
import { WhatWillHappen } from '../ui/what-will-happen';
import { accountCount } from './words';

const MOST_FLIPS = 3;

/** What a job would do, in words, before it is started. */
export function ImpactView({
  impact,
  running,
  idle,
}: {
  impact: BulkImpact | null;
  running: boolean;
  /** What to say while nothing is chosen. */
  idle: ReactNode;
}) {
  return (
    <WhatWillHappen running={running} idle={idle}>
      {impact && <Words impact={impact} />}
    </WhatWillHappen>
  );
}

/** The same without a frame: how many change, what is left alone and why, what merchants get. */
export function Words({ impact }: { impact: BulkImpact }) {
  const { matched, accounts, unchanged, refused, requirement, problems } = impact;
  const cells = impact.cells.filter(({ on, off }) => on + off > 0);
  return (
    <>
      <p className="font-medium">
        {accounts === 0
          ? `Nothing changes for any of ${accountCount(matched)}.`
          : `${accounts.toLocaleString('en')} of ${accountCount(matched)} ${accounts === 1 ? 'changes' : 'change'}.`}
      </p>
      {unchanged > 0 && (
        <p className="text-ink-2">
          {accountCount(unchanged)} {unchanged === 1 ? 'is' : 'are'} so already.
        </p>
      )}
      {refused > 0 && (
        <div className="text-ink-2">
          <p>
            {accountCount(refused)} {refused === 1 ? 'is' : 'are'} left alone:
          </p>
          <ul className="list-disc pl-5">
            {problems.map(({ message, accounts: count }) => (
              <li key={message} className="break-words">
                {message} <span className="text-ink-3">({accountCount(count)})</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {requirement.approvers > 0 && (
        <p className="text-ink-2">
          It takes effect only once it has been approved: {requirement.rules.join(', ')}.
        </p>
      )}
      {cells.length > 0 && (
        <>
          <p className="mt-2 border-t pt-1.5 text-sm font-medium text-ink-2">
            What their merchants get
          </p>
          <ul className="max-h-40 overflow-y-auto">
            {cells.map(({ cell, on, off }) => (
              <li key={cell} className="break-words">
                {cellName(cell)}:{' '}
                <span className="text-ink-2">
                  {[
                    on > 0 && `on for ${accountCount(on)}`,
                    off > 0 && `off for ${accountCount(off)}`,
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {accounts > 0 && <Examples impact={impact} />}
    </>
  );
}

function Examples({ impact: { examples } }: { impact: BulkImpact }) {
  return (
    <>
      <p className="mt-2 border-t pt-1.5 text-sm font-medium text-ink-2">For example</p>
      <ul className="max-h-32 overflow-y-auto">
        {examples.slice(0, 5).map(({ id, name, accounts, flips }) => (
          <li key={id} className="break-words">
            {name}
            {accounts > 1 && (
              <span className="text-ink-3"> and {accountCount(accounts - 1)} like it</span>
            )}
            :{' '}
            <span className="text-ink-2">
              {flips.length === 0
                ? 'merchants notice nothing'
                : flips
                    .slice(0, MOST_FLIPS)
                    .map(({ cell, value }) => `${cellName(cell)} ${value ? 'on' : 'off'}`)
                    .join(', ')}
              {flips.length > MOST_FLIPS && ` and ${flips.length - MOST_FLIPS} more`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
