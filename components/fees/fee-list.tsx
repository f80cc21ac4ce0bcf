'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { FeeView } from '@/lib/domain/fees/views';
import { ProblemNotice } from '../edits/problem-notice';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { FeeFilterFields } from './fee-filter-fields';
import { FeeTable } from './fee-table';
import { useFees } from './use-fees';
import { emptyWords, NO_FILTERS } from './words';

const FeeWindow = dynamic(() => import('./fee-window').then((module) => module.FeeWindow), {
  ssr: false,
});

/** An account's fees with their filters; each opens into a window, where admins refund it. */
export function FeeList({
  account,
  name,
  refundable,
}: {
  account: string;
  name: string;
  refundable: boolean;
}) {
  const { fees, filters, setFilters, problem, busy, again, more, replace } = useFees(account);
  const [shown, setShown] = useState<FeeView | null>(null);
  const filtered = Object.values(filters).some(Boolean);
  const used = filtered || (fees !== null && fees.data.length > 0);

  return (
    <div aria-busy={busy}>
      {used && <FeeFilterFields filters={filters} onChange={setFilters} />}
      {fees?.sync.error && fees.data.length > 0 && (
        <div className="px-4 pb-3">
          <Notice title="Fees may be missing">
            <p>The last look at Stripe’s list of fees failed. {fees.sync.error}</p>
          </Notice>
        </div>
      )}
      {problem && (
        <div className="space-y-2 p-4">
          <ProblemNotice problem={problem} />
          <Button size="sm" onClick={again}>
            Try again
          </Button>
        </div>
      )}
      {fees === null && busy && <Skeleton className="m-4 h-32" />}
      {fees && fees.data.length > 0 && (
        <FeeTable fees={fees.data} refundable={refundable} onOpen={setShown} />
      )}
      {fees && fees.data.length === 0 && !problem && (
        <Empty
          {...emptyWords(fees.sync, filtered)}
          onAll={filtered ? () => setFilters(NO_FILTERS) : undefined}
        />
      )}
      {fees?.nextCursor && (
        <div className="flex justify-end px-4 py-2">
          <Button size="sm" onClick={more} disabled={busy}>
            {busy ? 'Loading…' : 'Show more'}
          </Button>
        </div>
      )}
      {shown && (
        <FeeWindow
          fee={shown}
          name={name}
          refundable={refundable}
          onKnown={replace}
          onClose={() => setShown(null)}
        />
      )}
    </div>
  );
}

function Empty({
  title,
  text,
  onAll,
}: {
  title: string;
  text: string;
  onAll: (() => void) | undefined;
}) {
  return (
    <EmptyState title={title} action={onAll && <Button onClick={onAll}>Show all fees</Button>}>
      {text}
    </EmptyState>
  );
}
