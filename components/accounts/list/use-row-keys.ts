'use client';

import { useEffect, useRef } from 'react';

const STEPS: Readonly<Record<string, 'nextElementSibling' | 'previousElementSibling'>> = {
  j: 'nextElementSibling',
  k: 'previousElementSibling',
};

/**
 * Keys of the row that has the focus: `x` selects it, with shift the rows up to it, `j` and `k` go
 * to the next row and the one before. Outside the rows these keys do nothing.
 */
export function useRowKeys(toggle: (id: string, range: boolean) => void): void {
  const latest = useRef(toggle);
  useEffect(() => {
    latest.current = toggle;
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const row =
        event.target instanceof Element
          ? event.target.closest<HTMLElement>('tr[data-account]')
          : null;
      if (!row?.dataset.account) return;
      const key = event.key.toLowerCase();
      const step = STEPS[key];
      if (key === 'x') latest.current(row.dataset.account, event.shiftKey);
      else if (step) row[step]?.querySelector('a')?.focus();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
