import type { ReactNode } from 'react';
import { cn } from '../ui/cn';
import { CellMark } from './cell-mark';

/** What the drawings of the cells mean, and which keys work on them. */
export function MatrixLegend({
  account,
  editable,
  past = false,
}: {
  account: boolean;
  editable: boolean;
  past?: boolean;
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-3">
      <Entry mark={<CellMark value={true} origin="inherited" />}>Inherited</Entry>
      {account ? (
        <Entry
          mark={
            <span className="grid size-5 place-items-center rounded border border-accent ring-1 ring-accent">
              <CellMark value={true} origin="override" />
            </span>
          }
        >
          Override
        </Entry>
      ) : (
        <Entry
          mark={
            <span className="grid size-5 place-items-center rounded border border-on-line bg-on-soft">
              <CellMark value={true} origin="set" />
            </span>
          }
        >
          Set here
        </Entry>
      )}
      {account && (
        <Entry
          mark={
            <span className="hatched grid size-5 place-items-center rounded border border-limit-line">
              <CellMark value={false} origin="limit" />
            </span>
          }
        >
          Limited by Stripe
        </Entry>
      )}
      {past && (
        <Entry mark={<span className="size-2.5 rounded-full border-2 border-accent" />}>
          Differs from now
        </Entry>
      )}
      {editable && (
        <Entry mark={<span className="size-2 rounded-full bg-accent" />} className="print:hidden">
          Not saved
        </Entry>
      )}
      <span className="hidden items-center gap-1.5 lg:flex print:hidden">
        <Key>↑↓←→</Key> move
        {editable && (
          <>
            <Key>Space</Key> inherit, on, off
            <Key>I</Key> inherit
          </>
        )}
        <Key>?</Key> why
      </span>
    </div>
  );
}

function Entry({
  mark,
  className,
  children,
}: {
  mark: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span className={cn('inline-flex items-center gap-1.5', className)}>
      <span aria-hidden className="inline-flex">
        {mark}
      </span>
      {children}
    </span>
  );
}

function Key({ children }: { children: ReactNode }) {
  return (
    <kbd className="ml-1.5 rounded border bg-surface px-1 font-mono text-xs text-ink-2">
      {children}
    </kbd>
  );
}
