import type { CSSProperties, ReactNode } from 'react';
import { type Component, componentEntry, type Feature, featureEntry } from '@/lib/domain/catalog';
import type { CellView } from '@/lib/domain/cell-view';
import { type Cell, cellOf } from '@/lib/domain/cells';
import { featureTitle } from '@/lib/domain/words/cells';
import { PREVIEW_MEANS, PreviewMark } from '../preview/preview-mark';
import { cn } from '../ui/cn';
import { type MatrixGroupLayout, MOST_COLUMNS } from './layout';

/**
 * Draws the cell of a component's feature; null leaves its place empty. Where no heading stands
 * above it, the cell carries its title on any screen.
 */
export type DrawCell = (cell: Cell, column: number, titled: boolean) => ReactNode;

/** All groups share their columns' widths. */
const COLUMNS = { '--features': MOST_COLUMNS } as CSSProperties;

const WIDE =
  '@min-[820px]:grid @min-[820px]:grid-cols-[minmax(150px,240px)_104px_repeat(var(--features),minmax(0,200px))] @min-[820px]:gap-x-1';
const NARROW =
  '@min-[820px]:grid @min-[820px]:grid-cols-[minmax(0,1fr)_104px] @min-[820px]:gap-x-1';
const FLOWING = '@min-[820px]:grid-cols-[repeat(auto-fill,minmax(320px,1fr))] @min-[820px]:gap-y-1';

/**
 * A group with more columns than the others have room for is no table: its cells flow, as all do on
 * a narrow screen. To scroll sideways would cost it its sticky headings.
 */
function linesOf({ columns }: MatrixGroupLayout): string {
  if (columns.length > MOST_COLUMNS) return FLOWING;
  return columns.length > 0 ? WIDE : NARROW;
}

/** One group of components: a sticky row of headings, then a row for each component. */
export function MatrixGroup({
  layout,
  components,
  viewOf,
  draw,
}: {
  layout: MatrixGroupLayout;
  /** Those of the group's components that the filter leaves. */
  components: readonly Component[];
  viewOf: (cell: Cell) => CellView | undefined;
  draw: DrawCell;
}) {
  const lines = linesOf(layout);
  const flowing = lines === FLOWING;
  const inTable = flowing ? 'hidden' : 'hidden @min-[820px]:block';
  return (
    // biome-ignore lint/a11y/useSemanticElements: see matrix-cell
    <div
      role="rowgroup"
      aria-label={layout.title}
      style={COLUMNS}
      className="min-w-0 rounded-lg border bg-surface"
    >
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see matrix-cell; a heading row takes no focus */}
      <div
        role="row"
        className={cn(
          'sticky top-(--shell-top) z-10 min-h-9 items-end rounded-t-lg border-b bg-sunken px-3 py-2',
          !flowing && lines,
        )}
      >
        <Heading column={1} className="text-sm font-semibold text-ink">
          <span className="flex flex-wrap items-center gap-2">
            {layout.preview && <PreviewMark />}
            {layout.preview ? layout.title.replace(/^Preview /, '') : layout.title}
          </span>
        </Heading>
        <Heading column={2} className={cn('pl-1.5', inTable)}>
          Enabled
        </Heading>
        {layout.columns.map((feature, index) => (
          <Heading
            key={feature}
            column={index + 3}
            title={feature}
            className={cn('pl-1.5', inTable, layout.preview && 'break-all')}
          >
            {titleIn(layout, feature)}
          </Heading>
        ))}
      </div>
      {layout.preview && (
        <p role="presentation" className="border-b px-3 py-1.5 text-sm text-ink-2">
          {PREVIEW_MEANS}
        </p>
      )}
      <div role="presentation" className="divide-y @min-[820px]:divide-y-0 @min-[820px]:py-1">
        {components.map((component) => (
          <MatrixRow
            key={component}
            component={component}
            columns={layout.columns}
            off={viewOf(cellOf(component))?.value === false}
            lines={lines}
            flowing={flowing}
            draw={draw}
          />
        ))}
      </div>
    </div>
  );
}

/** A feature's title as the first component of the group that has it says it. */
function titleIn({ components }: MatrixGroupLayout, feature: Feature): string {
  const owner = components.find((component) => featureEntry(component, feature));
  return owner ? featureTitle(owner, feature) : feature;
}

function Heading({
  column,
  title,
  className,
  children,
}: {
  column: number;
  title?: string;
  className: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see matrix-cell; a heading takes no focus
    <div
      role="columnheader"
      aria-colindex={column}
      title={title}
      className={cn('min-w-0 text-xs leading-[14px] text-ink-2', className)}
    >
      {children}
    </div>
  );
}

function MatrixRow({
  component,
  columns,
  off,
  lines,
  flowing,
  draw,
}: {
  component: Component;
  columns: readonly Feature[];
  off: boolean;
  lines: string;
  flowing: boolean;
  draw: DrawCell;
}) {
  const entry = componentEntry(component);
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see matrix-cell; cells take the focus, not rows
    <div
      role="row"
      data-component={component}
      className={cn(
        'grid grid-cols-[repeat(auto-fill,minmax(min(100%,260px),1fr))] items-center gap-x-6 gap-y-1 px-3 py-2 @min-[820px]:py-0.5 @min-[820px]:hover:bg-sunken/50',
        lines,
      )}
    >
      {/* On a narrow screen the component's own switch stands beside its name. */}
      <div
        role="presentation"
        className={cn(
          'col-span-full flex items-center justify-between gap-3',
          flowing ? '@min-[820px]:justify-start' : '@min-[820px]:contents',
        )}
      >
        {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see above */}
        <div role="rowheader" aria-colindex={1} className="min-w-0">
          <div className={cn('truncate font-medium', off ? 'text-ink-3' : 'text-ink')}>
            {entry.title}
          </div>
          <div className="truncate font-mono text-xs leading-[14px] text-ink-3">{component}</div>
        </div>
        {draw(cellOf(component), 2, flowing)}
      </div>
      {columns.map((feature, index) =>
        featureEntry(component, feature) ? (
          draw(cellOf(component, feature), index + 3, flowing)
        ) : (
          <span
            key={feature}
            aria-hidden
            className={flowing ? 'hidden' : 'hidden @min-[820px]:block'}
          />
        ),
      )}
    </div>
  );
}
