import { Equal, EqualNot, Lock } from 'lucide-react';
import { Link } from '@/components/ui/link';
import { componentEntry } from '@/lib/domain/catalog';
import type { CellView } from '@/lib/domain/cell-view';
import { featureTitle } from '@/lib/domain/words/cells';
import { CellBox } from '../matrix/matrix-cell';
import { cellLabel } from '../matrix/words';
import { cn } from '../ui/cn';
import {
  type ComparedCell,
  type Difference,
  limitsOf,
  type Reason,
  reasonOf,
  type Where,
} from './compare-cells';
import { hrefOf, nameOf, type Subject } from './subject';

const WORDS: Record<Difference, string> = {
  value: 'Value',
  idle: 'Value, to no effect',
  source: 'Only the source',
  expiry: 'Only the expiry',
  none: 'Nothing',
};

const ON: Record<Where, string> = {
  left: 'on the left',
  right: 'on the right',
  both: 'on both sides',
};

/** One cell: its name, both sides, each leading to its explanation, and in what they differ. */
export function CompareRow({
  row,
  left,
  right,
  at,
  lines,
}: {
  row: ComparedCell;
  left: Subject;
  right: Subject;
  at: string;
  /** The grid of the table. */
  lines: string;
}) {
  const { component, feature } = row.left;
  const { title } = componentEntry(component);
  const strong = row.difference === 'value';
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see compare-table; links take the focus
    <div
      role="row"
      data-cell={row.cell}
      data-difference={row.difference}
      className={cn('items-center gap-y-1.5 px-3 py-2 @min-[760px]:py-1', lines)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see above */}
      <div role="rowheader" className="col-span-full min-w-0 @min-[760px]:col-span-1">
        <div className={cn('truncate', strong ? 'font-medium text-ink' : 'text-ink-2')}>
          {feature === null ? title : `${title} › ${featureTitle(component, feature)}`}
        </div>
        <div title={row.cell} className="truncate font-mono text-xs leading-[14px] text-ink-3">
          {row.cell}
        </div>
      </div>
      <SideCell view={row.left} subject={left} at={at} />
      <SideCell view={row.right} subject={right} at={at} />
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="cell" className="col-span-full min-w-0 text-sm @min-[760px]:col-span-1">
        <What row={row} />
      </div>
    </div>
  );
}

function SideCell({ view, subject, at }: { view: CellView; subject: Subject; at: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see compare-table
    <div role="cell" className="min-w-0">
      <Link
        href={hrefOf(subject, view.cell)}
        title={`Why, in ${nameOf(subject)}`}
        aria-label={`${cellLabel(view, at)}; why, in ${nameOf(subject)}`}
        className="group/cell block rounded-md outline-offset-1"
      >
        <CellBox view={view} at={at} className="w-full" />
      </Link>
    </div>
  );
}

function reasonWords(reason: Reason): string {
  switch (reason.by) {
    case 'override':
      return `override ${ON[reason.on]}`;
    case 'template':
      return `set by a template ${ON[reason.on]} only`;
    case 'templates':
      return 'another template decides';
    case 'default':
      return 'Stripe’s default is not the same for both';
  }
}

/** In what the cell differs and by what, with Stripe's limits where they have a part in it. */
function What({ row }: { row: ComparedCell }) {
  const { difference } = row;
  const limits = limitsOf(row);
  const reason = difference === 'none' || difference === 'expiry' ? null : reasonOf(row);
  const because = limits.length === 1 && (difference === 'value' || difference === 'idle');
  const Icon = difference === 'value' || difference === 'idle' ? EqualNot : Equal;
  return (
    <div className="space-y-0.5">
      <p className={cn('flex gap-1.5', difference === 'value' ? 'text-ink' : 'text-ink-3')}>
        <Icon aria-hidden className="mt-0.5 size-3 shrink-0" />
        <span className="min-w-0">
          {WORDS[difference]}
          {reason && `: ${reasonWords(reason)}`}
          {difference === 'idle' && '; the component is off on both sides'}
        </span>
      </p>
      {limits.map(({ on, message }) => (
        <p key={on} className="flex gap-1.5 text-ink-2">
          <Lock aria-hidden className="mt-0.5 size-3 shrink-0 text-limit-text" />
          <span className="min-w-0">
            <span className="font-medium text-limit-text">
              {because ? 'Because of Stripe’s limit' : 'Stripe’s limit'} {ON[on]}.
            </span>{' '}
            {message}
          </span>
        </p>
      ))}
    </div>
  );
}
