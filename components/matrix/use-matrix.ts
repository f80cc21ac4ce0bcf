'use client';

import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { CellViews } from '@/lib/domain/cell-view';
import { type Cell, findCell } from '@/lib/domain/cells';
import type { Setting } from '@/lib/domain/settings';
import { type FilterKey, matches } from './filters';
import { gridRows, moveTo } from './grid-moves';
import { matrixGroups } from './layout';
import { putInUrl } from './put-in-url';
import { usePrinting } from './use-printing';

const NEXT: Record<Setting, Setting> = { inherit: 'on', on: 'off', off: 'inherit' };

/** The cell that an element of the matrix is, or lies in. */
export function cellAt(target: EventTarget | null): Cell | undefined {
  if (!(target instanceof Element)) return undefined;
  const name = target.closest('[data-cell]')?.getAttribute('data-cell');
  return findCell(name ?? '')?.cell;
}

/** Which cells the matrix shows, which one has the focus, and whose explanation is open. */
export function useMatrix({
  views,
  editable,
  onSet,
  initialFilter = 'all',
  initialCell = '',
}: {
  views: CellViews;
  editable: boolean;
  onSet: (cell: Cell, setting: Setting) => void;
  initialFilter?: FilterKey;
  initialCell?: string;
}) {
  const grid = useRef<HTMLDivElement>(null);
  const anchor = useRef<HTMLElement | null>(null);
  /** Whether the explanation was asked for by a key, so that the focus goes there and back. */
  const byKeyboard = useRef(false);
  const [filter, setFilter] = useState(initialFilter);
  const [active, setActive] = useState<Cell | null>(findCell(initialCell)?.cell ?? null);
  const [open, setOpen] = useState(false);
  const [everOpened, setEverOpened] = useState(false);
  const printing = usePrinting();

  const shown = (cell: Cell) => {
    const view = views.get(cell);
    return view !== undefined && (printing || matches(filter, view));
  };
  const groups = matrixGroups(views.values());
  const rows = gridRows(groups, shown);
  const elementOf = (cell: Cell) =>
    grid.current?.querySelector<HTMLElement>(`[data-cell="${cell}"]`) ?? null;

  const explain = (cell: Cell, keyboard: boolean) => {
    byKeyboard.current = keyboard;
    anchor.current = elementOf(cell);
    setActive(cell);
    setOpen(true);
    setEverOpened(true);
    putInUrl('cell', cell);
  };
  const close = () => {
    setOpen(false);
    putInUrl('cell', null);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a link to a cell opens it once, on arrival
  useEffect(() => {
    const cell = findCell(initialCell)?.cell;
    if (!cell) return;
    elementOf(cell)?.scrollIntoView({ block: 'center' });
    explain(cell, true);
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const cell = cellAt(event.target);
    if (!cell || event.altKey || event.metaKey) return;
    const to = moveTo(rows, cell, event.key, event.ctrlKey);
    const view = views.get(cell);
    if (to) {
      anchor.current = elementOf(to);
      setActive(to);
      anchor.current?.focus();
      if (open) putInUrl('cell', to);
    } else if (event.key === 'Enter' || event.key === '?') {
      explain(cell, true);
    } else if (event.key === ' ' && view) {
      if (editable) onSet(cell, NEXT[view.setting]);
    } else if (event.key.toLowerCase() === 'i' && !event.ctrlKey) {
      if (editable) onSet(cell, 'inherit');
    } else {
      return;
    }
    event.preventDefault();
  };

  return {
    grid,
    groups,
    anchor,
    byKeyboard,
    printing,
    filter,
    show: (next: FilterKey) => {
      setFilter(next);
      setOpen(false);
      putInUrl('show', next === 'all' ? null : next);
    },
    shown,
    components: new Set(rows.map(({ component }) => component)),
    /** The one cell that the Tab key reaches. */
    tabbable: active !== null && shown(active) ? active : (rows[0]?.cells[0]?.cell ?? null),
    /** Until then, what explains need not be loaded. */
    everOpened,
    explained: open && active !== null ? views.get(active) : undefined,
    close,
    listeners: {
      onKeyDown,
      onClick: (event: { target: EventTarget }) => {
        const cell = cellAt(event.target);
        if (!cell) return;
        if (open && cell === active) close();
        else explain(cell, false);
      },
      onFocus: (event: FocusEvent) => {
        const cell = cellAt(event.target);
        if (cell && cell !== active) setActive(cell);
      },
    },
  };
}
