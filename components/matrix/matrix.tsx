'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useId } from 'react';
import type { CellView, CellViews } from '@/lib/domain/cell-view';
import type { Cell } from '@/lib/domain/cells';
import type { Setting } from '@/lib/domain/settings';
import { buttonClass } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import type { FilterKey } from './filters';
import { MatrixCell } from './matrix-cell';
import { MatrixFilters } from './matrix-filters';
import { MatrixGroup } from './matrix-group';
import { MatrixLegend } from './matrix-legend';
import { PrintLine } from './print-line';
import { useMatrix } from './use-matrix';

const loadWhy = () => import('./why-popover').then((module) => module.WhyPopover);
const WhyPopover = dynamic(loadWhy, { ssr: false });

/** All components by their features, each cell with its value, its source and its explanation. */
export function Matrix(props: {
  /** What the matrix is of, as its accessible name. */
  label: string;
  views: CellViews;
  /** The moment from which remaining times count. */
  at: string;
  /** Whether that moment is a past one, and all is as it was then. */
  past?: boolean;
  /** Whether there is one account behind it, with overrides and limits. */
  account: boolean;
  editable: boolean;
  onSet: (cell: Cell, setting: Setting) => void;
  filters: readonly FilterKey[];
  initialFilter?: FilterKey;
  /** A cell whose explanation is open from the start. */
  initialCell?: string;
  /** Something more to do about a cell, below its explanation. */
  actions?: (view: CellView) => ReactNode;
  /** Something more to tell of a cell, at the end of its explanation. */
  more?: (view: CellView) => ReactNode;
}) {
  const { label, views, at, past, account, editable, onSet, filters, actions, more } = props;
  const hintId = useId();
  const matrix = useMatrix(props);
  const { shown, components, explained } = matrix;

  const draw = (cell: Cell, column: number, titled: boolean) => {
    const view = views.get(cell);
    if (!view || !shown(cell)) {
      const place = titled ? 'hidden' : 'hidden @min-[820px]:block';
      return <span key={cell} aria-hidden className={place} />;
    }
    return (
      <MatrixCell
        key={cell}
        view={view}
        at={at}
        column={column}
        titled={titled}
        tabbable={cell === matrix.tabbable}
        open={cell === explained?.cell}
        editable={editable}
      />
    );
  };
  const groups = matrix.groups
    .map((layout) => ({
      layout,
      components: layout.components.filter((component) => components.has(component)),
    }))
    .filter((group) => group.components.length > 0);
  const wide = groups.filter(({ layout }) => layout.columns.length > 0);
  const narrow = groups.filter(({ layout }) => layout.columns.length === 0);
  const toGroup = (group: (typeof groups)[number]) => (
    <MatrixGroup
      key={group.layout.title}
      {...group}
      viewOf={(cell) => views.get(cell)}
      draw={draw}
    />
  );

  return (
    <div className="@container min-w-0 space-y-3">
      {matrix.printing && <PrintLine views={views} />}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <MatrixFilters views={views} offered={filters} shown={matrix.filter} onShow={matrix.show} />
        <MatrixLegend account={account} editable={editable} past={past} />
      </div>
      <p id={hintId} className="sr-only">
        Arrow keys move between cells. Enter explains a cell.
        {editable && ' Space cycles through inherit, on and off. I inherits.'}
      </p>
      {groups.length === 0 ? (
        <div className="rounded-lg border bg-surface">
          <EmptyState
            title="No cell is like that"
            action={
              <button type="button" className={buttonClass()} onClick={() => matrix.show('all')}>
                Show all cells
              </button>
            }
          />
        </div>
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: see matrix-cell
        <div
          ref={matrix.grid}
          role="grid"
          aria-label={label}
          aria-describedby={hintId}
          aria-readonly={!editable}
          className="space-y-3"
          {...matrix.listeners}
          onPointerEnter={loadWhy}
          onFocus={(event) => {
            void loadWhy();
            matrix.listeners.onFocus(event);
          }}
        >
          {wide.map(toGroup)}
          {narrow.length > 0 && (
            <div role="presentation" className="grid items-start gap-3 @min-[820px]:grid-cols-3">
              {narrow.map(toGroup)}
            </div>
          )}
        </div>
      )}
      {matrix.everOpened && (
        <WhyPopover
          matrix={matrix}
          at={at}
          past={past}
          account={account}
          editable={editable}
          onSet={onSet}
          actions={actions}
          more={more}
        />
      )}
    </div>
  );
}
