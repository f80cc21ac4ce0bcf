'use client';

import type { ReactNode } from 'react';
import type { CellView } from '@/lib/domain/cell-view';
import type { Cell } from '@/lib/domain/cells';
import type { Setting } from '@/lib/domain/settings';
import { cellName } from '@/lib/domain/words/cells';
import { Popover, PopoverAnchor, PopoverContent } from '../ui/popover';
import { useDecisions, withDecisions } from './use-decisions';
import { cellAt, type useMatrix } from './use-matrix';
import { WhyPanel } from './why-panel';

/**
 * The explanation beside its cell. It follows the focus while one moves through the grid; opened by
 * a key it takes the focus, and gives it back to the cell on Escape.
 */
export function WhyPopover({
  matrix: { explained, anchor, byKeyboard, close },
  at,
  past = false,
  account,
  editable,
  onSet,
  actions,
  more,
}: {
  matrix: Pick<ReturnType<typeof useMatrix>, 'explained' | 'anchor' | 'byKeyboard' | 'close'>;
  at: string;
  past?: boolean;
  account: boolean;
  editable: boolean;
  onSet: (cell: Cell, setting: Setting) => void;
  actions?: (view: CellView) => ReactNode;
  more?: (view: CellView) => ReactNode;
}) {
  const decisions = useDecisions(explained, past ? at : null);
  return (
    <Popover open={explained !== undefined} onOpenChange={(open) => !open && close()}>
      <PopoverAnchor virtualRef={anchor as { current: HTMLElement }} />
      {explained && (
        <PopoverContent
          aria-label={`Why: ${cellName(explained.cell)}`}
          tabIndex={-1}
          side="bottom"
          align="start"
          className="sheet-on-small w-[400px] max-sm:max-h-[70dvh] max-sm:w-full max-sm:rounded-b-none"
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (byKeyboard.current && event.target instanceof HTMLElement) event.target.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (byKeyboard.current) anchor.current?.focus();
          }}
          onInteractOutside={(event) => {
            if (cellAt(event.target)) event.preventDefault();
          }}
        >
          <WhyPanel
            view={explained}
            layers={withDecisions(explained.layers, decisions)}
            at={at}
            editable={editable}
            account={account}
            onSet={(setting) => onSet(explained.cell, setting)}
            onClose={close}
            actions={actions?.(explained)}
            more={more?.(explained)}
          />
        </PopoverContent>
      )}
    </Popover>
  );
}
