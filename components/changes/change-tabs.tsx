import Link from 'next/link';
import { cn } from '../ui/cn';
import { withQuery } from '../ui/pager';
import { type ChangeQuery, PARTS, type Part, partOf } from './address';

const WORDS: Readonly<Record<Part, string>> = { waiting: 'Waiting', done: 'Done', all: 'All' };

/** The parts of the list; what is searched for stays when one goes to another. */
export function ChangeTabs({ query, waiting }: { query: ChangeQuery; waiting: number }) {
  const here = partOf(query);
  return (
    <nav aria-label="Which changes">
      <ul className="flex gap-1">
        {PARTS.map((part) => (
          <li key={part}>
            <Link
              href={withQuery('/changes', {
                show: part === 'waiting' ? undefined : part,
                q: query.q,
              })}
              aria-current={part === here ? 'page' : undefined}
              className={cn(
                'flex h-8 items-center gap-1.5 rounded-md px-2.5 font-medium',
                part === here
                  ? 'bg-sunken text-ink ring-1 ring-line-strong ring-inset'
                  : 'text-ink-2 hover:bg-sunken hover:text-ink',
              )}
            >
              {WORDS[part]}
              {part === 'waiting' && (
                <span className="text-sm text-ink-3 tabular-nums">
                  {waiting.toLocaleString('en')}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
