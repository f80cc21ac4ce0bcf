'use client';

import { Link } from '@/components/ui/link';
import type { Cell } from '@/lib/domain/cells';
import type { SpanView, CellHistory as Told } from '@/lib/domain/history-view';
import { valueWord } from '@/lib/domain/words/cells';
import { CellMark } from '../matrix/cell-mark';
import { withQuery } from '../ui/pager';
import { Skeleton } from '../ui/skeleton';
import { Time } from '../ui/time';
import { CauseText } from './since-line';
import { StepLine } from './step-line';
import { type Asked, useAsked } from './use-asked';

/** Most events that are listed, the newest. */
const LISTED = 20;

/** What one cell of an account was over time: as a line, and its events, the newest first. */
export function CellHistory({
  account,
  cell,
  revision,
  asked,
  at,
  names,
  audit,
}: {
  account: string;
  cell: Cell;
  revision: number;
  asked: Asked;
  /** The past moment that is shown; null for now. */
  at: string | null;
  /** Names of templates by key. */
  names: Readonly<Record<string, string>>;
  /** Whether whoever looks may read the audit. */
  audit: boolean;
}) {
  const path = `/api/accounts/${encodeURIComponent(account)}/history?cell=${cell}`;
  const history = useAsked<Told>(asked, path, revision);
  return (
    <section aria-label="History of this cell" className="border-t px-4 pt-3 pb-4">
      <h4 className="mb-2 text-xs font-medium text-ink-3">Over time</h4>
      {history === undefined && <Skeleton className="h-14 w-full" />}
      {history === null && <p className="text-sm text-ink-3">Its history could not be loaded.</p>}
      {history && (
        <>
          <StepLine history={history} at={at} />
          <Events history={history} names={names} />
          {audit && history.spans.length + (history.cut ? LISTED : 0) > LISTED && (
            <p className="mt-2 text-sm">
              <Link
                href={withQuery('/audit', { subject: account })}
                className="text-accent-text hover:underline"
              >
                All in the audit
              </Link>
            </p>
          )}
        </>
      )}
    </section>
  );
}

function Events({
  history: { spans },
  names,
}: {
  history: Told;
  names: Readonly<Record<string, string>>;
}) {
  return (
    <ol className="mt-2 space-y-2">
      {spans
        .slice(-LISTED)
        .reverse()
        .map((span) => (
          <li key={span.from} className="flex gap-2 text-sm">
            <CellMark value={span.value} origin={ORIGINS[span.layer]} />
            <div className="min-w-0">
              <p>
                <span className="font-medium">{valueWord(span.value)}</span>{' '}
                <span className="text-ink-2">{sourceWords(span, names)}</span>
                <span className="text-ink-3">
                  {' · '}
                  <Time at={span.from} />
                </span>
              </p>
              <p className="text-ink-3 first-letter:uppercase">
                {span.causes.map((cause, index) => (
                  <span key={cause.kind === 'change' ? cause.change.id : cause.kind}>
                    {index > 0 && ' and '}
                    <CauseText cause={cause} />
                  </span>
                ))}
              </p>
            </div>
          </li>
        ))}
    </ol>
  );
}

const ORIGINS = {
  override: 'override',
  template: 'inherited',
  stripe_default: 'inherited',
  ceiling: 'limit',
} as const;

function sourceWords({ layer, template }: SpanView, names: Readonly<Record<string, string>>) {
  switch (layer) {
    case 'override':
      return 'by an override';
    case 'template':
      return `from ${names[template ?? ''] ?? template}`;
    case 'stripe_default':
      return 'by Stripe’s default';
    case 'ceiling':
      return 'by Stripe’s limit';
  }
}
