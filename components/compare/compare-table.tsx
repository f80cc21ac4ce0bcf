import type { ReactNode } from 'react';
import { matrixGroups } from '../matrix/layout';
import { PREVIEW_MEANS, PreviewMark } from '../preview/preview-mark';
import { cn } from '../ui/cn';
import type { ComparedCell } from './compare-cells';
import { CompareRow } from './compare-row';
import { nameOf, type Subject } from './subject';

const LINES =
  'grid grid-cols-2 gap-x-2 @min-[760px]:grid-cols-[minmax(190px,1.2fr)_minmax(110px,200px)_minmax(110px,200px)_minmax(0,1.1fr)] @min-[760px]:gap-x-3';

/**
 * Cells side by side, in the matrix's groups and look: a table for each group. On a narrow screen
 * a row folds into its name, the two sides beside each other, and what differs.
 */
export function CompareTable({
  rows,
  left,
  right,
  at,
}: {
  rows: readonly ComparedCell[];
  left: Subject;
  right: Subject;
  at: string;
}) {
  const groups = matrixGroups(rows.map((row) => row.left))
    .map(({ title, components, preview }) => ({
      title,
      preview,
      rows: rows.filter((row) => components.includes(row.left.component)),
    }))
    .filter((group) => group.rows.length > 0);
  return (
    <div className="@container min-w-0 space-y-3">
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: the rows re-flow, which native table cells do not survive
        <div
          key={group.title}
          role="table"
          aria-label={group.title}
          className="min-w-0 rounded-lg border bg-surface"
        >
          {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see above; a heading row takes no focus */}
          <div
            role="row"
            className={cn(
              'sticky top-(--shell-top) z-10 min-h-9 items-end gap-y-1 rounded-t-lg border-b bg-sunken px-3 py-2',
              LINES,
            )}
          >
            <Heading
              title={group.preview ? PREVIEW_MEANS : group.title}
              className="col-span-full text-sm font-semibold text-ink @min-[760px]:col-span-1"
            >
              <span className="flex flex-wrap items-center gap-2">
                {group.preview && <PreviewMark />}
                {group.preview ? group.title.replace(/^Preview /, '') : group.title}
              </span>
            </Heading>
            <Heading className="truncate pl-1.5">{nameOf(left)}</Heading>
            <Heading className="truncate pl-1.5">{nameOf(right)}</Heading>
            <Heading className="hidden @min-[760px]:block">What differs</Heading>
          </div>
          <div role="presentation" className="divide-y">
            {group.rows.map((row) => (
              <CompareRow
                key={row.cell}
                row={row}
                left={left}
                right={right}
                at={at}
                lines={LINES}
              />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

function Heading({
  title,
  className,
  children,
}: {
  title?: string;
  className: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see above; a heading takes no focus
    <div
      role="columnheader"
      title={title ?? (typeof children === 'string' ? children : undefined)}
      className={cn('min-w-0 text-xs leading-[14px] text-ink-2', className)}
    >
      {children}
    </div>
  );
}
