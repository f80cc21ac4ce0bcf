import { FileClock } from 'lucide-react';
import { useId } from 'react';
import { Link } from '@/components/ui/link';
import type { OpenChange } from '@/lib/domain/views';
import { Time } from '../ui/time';
import { changePath } from './address';
import { StatusBadge } from './status-badge';
import { titleOf } from './title';

/** Changes that stand there at once; more of them fold away. */
const SHOWN = 3;

/** Says which changes on their way touch an account or a template; nothing where none does. */
export function OpenChanges({
  changes,
  what,
}: {
  changes: readonly OpenChange[];
  what: 'account' | 'template';
}) {
  const id = useId();
  if (changes.length === 0) return null;
  const [first, rest] = [changes.slice(0, SHOWN), changes.slice(SHOWN)];
  return (
    <section
      aria-labelledby={id}
      className="flex min-w-0 gap-2.5 rounded-lg border border-accent/40 bg-surface px-4 py-2.5 print:hidden"
    >
      <FileClock aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
      <div className="min-w-0 flex-1">
        <h2 id={id} className="font-medium">
          {changes.length === 1
            ? `A change that waits touches this ${what}`
            : `${changes.length} changes that wait touch this ${what}`}
        </h2>
        <Lines changes={first} />
        {rest.length > 0 && (
          <details>
            <summary className="cursor-pointer py-1 text-sm text-ink-2 hover:text-ink">
              {rest.length} more
            </summary>
            <Lines changes={rest} />
          </details>
        )}
      </div>
    </section>
  );
}

function Lines({ changes }: { changes: readonly OpenChange[] }) {
  return (
    <ul className="mt-1 space-y-1">
      {changes.map(({ id, status, reason, actor, applyAt }) => (
        <li key={id} className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
          <StatusBadge status={status} />
          <Link
            href={changePath(id)}
            title={reason}
            className="max-w-full min-w-0 truncate underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            {titleOf(reason).title}
          </Link>
          <span className="text-sm text-ink-3">
            {actor.name}
            {applyAt && (
              <>
                , {status === 'scheduled' ? 'due' : 'meant for'} <Time at={applyAt} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
