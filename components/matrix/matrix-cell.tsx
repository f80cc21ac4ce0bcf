import { memo } from 'react';
import type { CellView } from '@/lib/domain/cell-view';
import { featureTitle, valueWord } from '@/lib/domain/words/cells';
import { cn } from '../ui/cn';
import { CellMark } from './cell-mark';
import { cellLabel, sourceText, wasText } from './words';

/** How the box of a cell is drawn, by what decides it. */
function boxLook({ origin, value, dimmed, was }: CellView): string {
  switch (origin) {
    case 'inherited':
      return was
        ? 'border-dashed border-accent/60'
        : 'border-transparent group-hover/cell:border-line-strong';
    case 'limit':
      return dimmed ? 'hatched-faint border-limit-line/50' : 'hatched border-limit-line';
    case 'set':
      return solidLook(value, dimmed);
    case 'override':
      return cn(
        solidLook(value, dimmed),
        dimmed ? 'border-accent/60' : 'border-accent ring-1 ring-accent',
      );
  }
}

function solidLook(value: CellView['value'], dimmed: boolean): string {
  if (dimmed)
    return value ? 'border-on-line/60 bg-on-soft/40' : 'border-off-line/60 bg-off-soft/40';
  return value ? 'border-on-line bg-on-soft' : 'border-off-line bg-off-soft';
}

function valueLook({ origin, value, dimmed }: CellView): string {
  if (dimmed) return 'text-ink-3';
  if (origin === 'limit') return 'text-limit-text font-semibold';
  if (origin === 'inherited') return 'text-ink-2';
  return value ? 'text-on-text font-semibold' : 'text-ink font-semibold';
}

interface MatrixCellProps {
  view: CellView;
  at: string;
  column: number;
  /** Whether it carries its feature's title on any screen, because no heading stands above it. */
  titled: boolean;
  tabbable: boolean;
  open: boolean;
  editable: boolean;
}

/** Whether a cell looks and reads the same: its label holds all the words that are in it. */
function looksSame(a: MatrixCellProps, b: MatrixCellProps): boolean {
  return (
    a.tabbable === b.tabbable &&
    a.open === b.open &&
    a.column === b.column &&
    a.titled === b.titled &&
    a.editable === b.editable &&
    (a.view === b.view ||
      (a.view.origin === b.view.origin && cellLabel(a.view, a.at) === cellLabel(b.view, b.at)))
  );
}

/** What is seen of a cell: its sign, its value and where that comes from. It is silent: see `cellLabel`. */
export function CellBox({
  view,
  at,
  open = false,
  className,
}: {
  view: CellView;
  at: string;
  open?: boolean;
  className: string;
}) {
  const was = wasText(view);
  return (
    <span
      aria-hidden
      className={cn(
        'relative flex h-9 min-w-0 items-center gap-1.5 rounded-md border px-1.5',
        boxLook(view),
        open && 'outline-2 outline-offset-1 outline-accent',
        className,
      )}
    >
      <CellMark value={view.value} origin={view.origin} dimmed={view.dimmed} />
      <span className="min-w-0 flex-1 leading-none">
        <span className="flex items-baseline gap-1 truncate text-sm">
          {view.wanted !== undefined && (
            <s
              data-wanted={valueWord(view.wanted)}
              className={cn(
                'before:content-[attr(data-wanted)]',
                view.dimmed ? 'text-ink-3' : 'text-limit-text',
              )}
            />
          )}
          <span className={valueLook(view)}>{valueWord(view.value)}</span>
          {was && (
            <>
              {' '}
              <span className="truncate text-xs text-accent-text">{was}</span>
            </>
          )}
        </span>{' '}
        <span
          className={cn(
            'block truncate text-xs leading-[14px]',
            view.origin === 'limit' && !view.dimmed ? 'text-limit-text' : 'text-ink-3',
            view.origin === 'override' && !view.dimmed && 'font-medium text-accent-text',
          )}
        >
          {sourceText(view, at)}
        </span>
      </span>
      {was && (
        <span
          aria-hidden
          className={cn(
            'absolute -top-1 -right-1 size-2.5 rounded-full border-2',
            view.today === undefined ? 'border-surface bg-accent' : 'border-accent bg-surface',
          )}
        />
      )}
    </span>
  );
}

/**
 * One cell of the matrix. It has no handlers of its own: the grid listens for all of them, so that
 * a keystroke redraws only the cells that changed.
 */
export const MatrixCell = memo(function MatrixCell({
  view,
  at,
  column,
  titled,
  tabbable,
  open,
  editable,
}: MatrixCellProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the rows re-flow, which native table cells do not survive
    <div
      role="gridcell"
      data-cell={view.cell}
      data-origin={view.origin}
      tabIndex={tabbable ? 0 : -1}
      aria-colindex={column}
      aria-label={cellLabel(view, at)}
      aria-haspopup="dialog"
      aria-expanded={open}
      aria-readonly={!editable}
      className="group/cell flex min-w-0 cursor-pointer scroll-mt-24 scroll-mb-48 items-center justify-between gap-3 rounded-md outline-offset-1 select-none"
    >
      {view.feature !== null && (
        <span
          aria-hidden
          className={cn('min-w-0 truncate text-ink-2', !titled && '@min-[820px]:hidden')}
        >
          {featureTitle(view.component, view.feature)}{' '}
        </span>
      )}
      <CellBox
        view={view}
        at={at}
        open={open}
        className={cn(
          'w-36 shrink-0 @min-[820px]:h-10',
          !titled && '@min-[820px]:w-full @min-[820px]:shrink',
        )}
      />
    </div>
  );
}, looksSame);
