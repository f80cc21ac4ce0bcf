import { Unlink2 } from 'lucide-react';
import type { Route } from 'next';
import { Link } from '@/components/ui/link';
import { findCell } from '@/lib/domain/cells';
import type { DriftView } from '@/lib/domain/views';
import { withQuery } from '../ui/pager';
import { Section } from '../ui/section';
import { Time } from '../ui/time';
import { Sides } from './sides';
import { DRIFT_KINDS, driftKind, driftName, KIND_WORDS, timesWord } from './words';

/** Cells of one kind that stand there at once; more of them fold away. */
const SHOWN = 4;

/**
 * Where an account's last session was not what the policy said: by what that means, with what to do
 * about it. Nothing where it was.
 */
export function AccountDrift({ account, drift }: { account: string; drift: readonly DriftView[] }) {
  const open = drift.filter(({ endedAt }) => endedAt === null);
  if (open.length === 0) return null;
  const kinds = DRIFT_KINDS.map((kind) => ({
    kind,
    rows: open.filter((row) => driftKind(row) === kind),
  })).filter(({ rows }) => rows.length > 0);
  return (
    <Section
      title={
        <span className="flex items-center gap-2">
          <Unlink2 aria-hidden className="size-4 text-limit-text" />
          {`Drift: Stripe’s answer differs (${open.length})`}
        </span>
      }
      flush
      className="print:hidden"
      aside={
        <Link
          href={withQuery('/drift', { account, past: 'true' })}
          className="text-sm text-accent-text hover:underline"
        >
          All of this account, past ones too
        </Link>
      }
    >
      <ul className="divide-y">
        {kinds.map(({ kind, rows }) => (
          <li
            key={kind}
            className="grid min-w-0 gap-x-6 gap-y-2 px-4 py-3 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]"
          >
            <div className="min-w-0">
              <h3 className="font-medium">{KIND_WORDS[kind].means}</h3>
              <p className="mt-0.5 max-w-prose text-ink-2">{KIND_WORDS[kind].todo}</p>
            </div>
            <div className="min-w-0">
              <Cells account={account} rows={rows.slice(0, SHOWN)} />
              {rows.length > SHOWN && (
                <details>
                  <summary className="cursor-pointer py-1 text-sm text-ink-2 hover:text-ink">
                    {rows.length - SHOWN} more
                  </summary>
                  <Cells account={account} rows={rows.slice(SHOWN)} />
                </details>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Cells({ account, rows }: { account: string; rows: readonly DriftView[] }) {
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.cell} className="flex min-w-0 flex-wrap items-baseline gap-x-3 py-0.5">
          <CellLink account={account} cell={row.cell} />
          <Sides {...row} />
          <span className="text-sm text-ink-3">
            {timesWord(row.count)}
            {row.count > 1 && (
              <>
                , first <Time at={row.firstSeen} />
              </>
            )}
            , last <Time at={row.lastSeen} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A cell by its name, leading to it where the catalog has it. */
export function CellLink({ account, cell }: { account: string; cell: string }) {
  if (!findCell(cell)) {
    return (
      <span className="min-w-0 font-medium wrap-anywhere" title={cell}>
        {driftName(cell)}
      </span>
    );
  }
  return (
    <Link
      href={`/accounts/${encodeURIComponent(account)}?cell=${cell}` as Route}
      title={cell}
      className="min-w-0 font-medium hover:underline"
    >
      {driftName(cell)}
    </Link>
  );
}
