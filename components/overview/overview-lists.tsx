import type { Route } from 'next';
import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import type { Overview } from '@/lib/domain/views';
import { cellName, remaining, settingWord } from '@/lib/domain/words/cells';
import { driftName } from '../drift/words';
import { withQuery } from '../ui/pager';
import { Time } from '../ui/time';

const CEILING_WORDS: Record<Overview['ceilings'][number]['code'], string> = {
  capability_missing: 'capability not active',
  requirement_collection_not_application: 'Stripe collects requirements',
  dispute_management_off: 'dispute management is off',
  authentication_must_match: 'Stripe sign-in must be the same everywhere',
};

function Rows({ children, empty }: { children: ReactNode[]; empty: string }) {
  if (children.length === 0) return <p className="px-4 py-6 text-center text-ink-3">{empty}</p>;
  return <ul className="divide-y">{children}</ul>;
}

const row = 'flex min-w-0 items-baseline justify-between gap-3 px-4 py-2';

/** Overrides that end soon, each leading to its cell. */
export function ExpiringList({ expiring, at }: { expiring: Overview['expiring']; at: string }) {
  return (
    <Rows empty="No override expires in the next 14 days.">
      {expiring.map(({ account, cell, setting, expiresAt }) => (
        <li key={`${account.id} ${cell}`} className={row}>
          <Link
            href={`/accounts/${account.id}?cell=${cell}` as Route}
            className="min-w-0 truncate hover:underline"
          >
            <span className="font-medium">{account.name}</span>
            <span className="text-ink-2">
              {' '}
              {cellName(cell)} {settingWord(setting).toLowerCase()}
            </span>
          </Link>
          <span className="shrink-0 text-sm text-ink-2">{remaining(at, expiresAt)}</span>
        </li>
      ))}
    </Rows>
  );
}

/** The latest changes, each leading to its page. */
export function ChangeList({ changes }: { changes: Overview['changes'] }) {
  return (
    <Rows empty="Nothing was changed yet.">
      {changes.map(({ id, reason, by, at, lines }) => (
        <li key={id} className={row}>
          <span className="min-w-0 truncate">
            <Link href={`/changes/${id}`} className="font-medium hover:underline">
              {reason}
            </Link>
            <span className="text-sm text-ink-3">
              {' '}
              {by}, {lines} {lines === 1 ? 'difference' : 'differences'}
            </span>
          </span>
          <span className="shrink-0 text-sm text-ink-2">
            <Time at={at} />
          </span>
        </li>
      ))}
    </Rows>
  );
}

/** The ceilings that keep most accounts from what a layer wants. */
export function CeilingList({ ceilings }: { ceilings: Overview['ceilings'] }) {
  return (
    <Rows empty="Stripe permits everything that the layers want.">
      {ceilings.map(({ cell, code, accounts }) => (
        <li key={`${cell} ${code}`} className={row}>
          <span className="min-w-0 truncate">
            <span className="font-medium">{cellName(cell)}</span>
            <span className="text-sm text-ink-3"> {CEILING_WORDS[code]}</span>
          </span>
          <Link
            href={withQuery('/accounts', { limited: cell })}
            className="shrink-0 text-sm text-ink-2 tabular-nums hover:underline"
          >
            {accounts.toLocaleString('en')} {accounts === 1 ? 'account' : 'accounts'}
            <span className="sr-only"> limited at {cellName(cell)}</span>
          </Link>
        </li>
      ))}
    </Rows>
  );
}

/** The cells in which most accounts' sessions differ from what was predicted. */
export function DriftList({ cells }: { cells: readonly { cell: string; accounts: number }[] }) {
  return (
    <Rows empty="Stripe answers every account as predicted.">
      {cells.map(({ cell, accounts }) => (
        <li key={cell} className={row}>
          <span className="min-w-0 truncate font-medium">{driftName(cell)}</span>
          <Link
            href={withQuery('/drift', { cell })}
            className="shrink-0 text-sm text-ink-2 tabular-nums hover:underline"
          >
            {accounts.toLocaleString('en')} {accounts === 1 ? 'account' : 'accounts'}
            <span className="sr-only"> drift at {driftName(cell)}</span>
          </Link>
        </li>
      ))}
    </Rows>
  );
}
