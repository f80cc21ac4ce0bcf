'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { FeeDetail, FeePage, FeeView } from '@/lib/domain/fees/views';
import { type Problem, send } from '../edits/send';
import { type FeeFilters, feeQuery, NO_FILTERS } from './words';

/** How often a fee is looked at again while a refund of it is under way. */
const LOOK_MS = 5_000;

interface Fees {
  data: readonly FeeView[];
  nextCursor: string | null;
  sync: FeePage['sync'];
}

/** An account's fees as far as they were asked for, and what can be done with the list. */
export function useFees(account: string) {
  const [filters, setFilters] = useState<FeeFilters>(NO_FILTERS);
  const [fees, setFees] = useState<Fees | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(true);
  const asked = useRef(0);
  const path = `/api/accounts/${encodeURIComponent(account)}/application-fees`;

  const ask = useCallback(
    async (wanted: FeeFilters, cursor: string | null) => {
      asked.current += 1;
      const turn = asked.current;
      setBusy(true);
      const sent = await send<FeePage>('GET', `${path}?${feeQuery(wanted, cursor)}`);
      // What was asked for later counts.
      if (turn !== asked.current) return;
      setBusy(false);
      setProblem(sent.problem ?? null);
      if (sent.problem) return;
      const page = sent.value;
      setFees((known) => ({
        ...page,
        data: cursor === null ? page.data : [...(known?.data ?? []), ...page.data],
      }));
    },
    [path],
  );

  useEffect(() => {
    void ask(filters, null);
  }, [ask, filters]);

  // As long as the first look at Stripe's list goes on, more may have come in.
  const reading = fees !== null && !fees.sync.complete && fees.sync.error === null;
  useEffect(() => {
    if (!reading || busy) return;
    const timer = setTimeout(() => void ask(filters, null), LOOK_MS);
    return () => clearTimeout(timer);
  }, [reading, busy, ask, filters]);

  /** Shows what is known of a fee now in its place. */
  const replace = useCallback((fee: FeeView) => {
    setFees(
      (known) =>
        known && { ...known, data: known.data.map((one) => (one.id === fee.id ? fee : one)) },
    );
  }, []);

  const lookAgain = useCallback(
    async (id: string) => {
      const { value } = await send<FeeDetail>('GET', `/api/application-fees/${id}`);
      if (value) replace(value);
    },
    [replace],
  );

  const open = fees?.data
    .filter((fee) => fee.open)
    .map(({ id }) => id)
    .join(' ');
  useEffect(() => {
    if (!open) return;
    const timer = setInterval(() => {
      if (!document.hidden) for (const id of open.split(' ')) void lookAgain(id);
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [open, lookAgain]);

  return {
    ...{ fees, filters, setFilters, problem, busy, replace, lookAgain },
    again: () => ask(filters, null),
    more: () => fees?.nextCursor && ask(filters, fees.nextCursor),
  };
}
