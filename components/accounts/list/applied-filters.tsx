import { X } from 'lucide-react';
import { Link } from '@/components/ui/link';
import type { TemplateRef } from '@/lib/domain/views';
import { buttonClass } from '../../ui/button';
import { withQuery } from '../../ui/pager';
import { type AccountQuery, appliedFilters } from './query';

/** The applied filters in words, each with a way to take it off, and a way to take all off. */
export function AppliedFilters({
  query,
  templates,
}: {
  query: AccountQuery;
  templates: readonly TemplateRef[];
}) {
  const applied = appliedFilters(query, templates);
  if (applied.length === 0) return null;
  return (
    <ul aria-label="Applied filters" className="flex flex-wrap items-center gap-1.5">
      {applied.map(({ name, text, without }) => (
        <li
          key={name}
          className="inline-flex h-7 max-w-full items-center rounded-md border border-accent/40 bg-accent-soft pl-2 text-sm font-medium text-accent-text"
        >
          <span className="truncate">{text}</span>
          <Link
            href={withQuery('/accounts', without)}
            replace
            scroll={false}
            aria-label={`Remove filter: ${text}`}
            title="Remove filter"
            className="ml-0.5 grid size-6 shrink-0 place-items-center rounded hover:bg-accent/15"
          >
            <X aria-hidden className="size-3.5" />
          </Link>
        </li>
      ))}
      <li>
        <Link href="/accounts" replace scroll={false} className={buttonClass('ghost', 'sm')}>
          Clear all
        </Link>
      </li>
    </ul>
  );
}
