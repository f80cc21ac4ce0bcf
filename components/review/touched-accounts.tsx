'use client';

import type { Route } from 'next';
import { useState } from 'react';
import { Link } from '@/components/ui/link';
import type { TouchedAccount } from '@/lib/domain/touched';
import type { Page } from '@/lib/domain/views';
import { ProblemNotice } from '../edits/problem-notice';
import type { Problem, Sent } from '../edits/send';
import { Button } from '../ui/button';
import { flipGroups } from './flip-words';

/**
 * The accounts that a change touches, by name, each with what comes to another value for it. The
 * first are there at once, the others are loaded as they are asked for.
 */
export function TouchedAccounts({
  first,
  total,
  more,
}: {
  first: Page<TouchedAccount>;
  total: number;
  /** Reads the page after a cursor. */
  more: (cursor: string) => Promise<Sent<Page<TouchedAccount>>>;
}) {
  const [known, setKnown] = useState({ first, page: first });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  // Another trial, or the page anew, begins with its own first accounts.
  const { data, nextCursor } = known.first === first ? known.page : first;

  const load = async (cursor: string) => {
    if (busy) return;
    setBusy(true);
    const { value, problem } = await more(cursor);
    setBusy(false);
    setProblem(problem ?? null);
    if (!value) return;
    setKnown({ first, page: { data: [...data, ...value.data], nextCursor: value.nextCursor } });
  };
  return (
    <>
      <ul aria-label="Accounts that it touches" className="divide-y">
        {data.map((account) => (
          <Line key={account.id} account={account} />
        ))}
      </ul>
      {(data.length < total || problem) && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t px-4 py-2">
          {nextCursor && (
            <Button size="sm" onClick={() => load(nextCursor)} aria-disabled={busy}>
              {busy ? 'Loading…' : 'Show more'}
            </Button>
          )}
          {data.length < total && (
            <p role="status" className="text-sm text-ink-3">
              {data.length.toLocaleString('en')} of {total.toLocaleString('en')} accounts
            </p>
          )}
          <ProblemNotice problem={problem} />
        </div>
      )}
    </>
  );
}

function Line({ account: { id, name, flips } }: { account: TouchedAccount }) {
  return (
    <li className="grid gap-x-4 px-4 py-1.5 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)] sm:items-baseline">
      <Link
        href={`/accounts/${encodeURIComponent(id)}` as Route}
        title={id}
        className="min-w-0 truncate underline decoration-line-strong underline-offset-2 hover:decoration-ink"
      >
        {name}
      </Link>
      {flips.length === 0 ? (
        <span className="text-sm text-ink-3">Nothing comes to another value</span>
      ) : (
        <span className="min-w-0 wrap-anywhere">
          {flipGroups(flips).map(({ value, text }) => (
            <span key={`${value} ${text}`} className="mr-4 inline-block">
              <span aria-hidden className={value ? 'font-semibold text-on-text' : 'font-semibold'}>
                {value ? '+' : '−'}{' '}
              </span>
              <span className="sr-only">{value ? 'Comes on: ' : 'Goes off: '}</span>
              {text}
            </span>
          ))}
        </span>
      )}
    </li>
  );
}
