import { ChevronRight } from 'lucide-react';
import { Link } from '@/components/ui/link';
import type { TemplateDetail, TemplateRef } from '@/lib/domain/views';

/** What a template stands on, down to Stripe's defaults, and which ones stand on it. */
export function TemplateLineage({ template }: { template: TemplateDetail }) {
  const { ancestors, children } = template;
  return (
    <div className="flex flex-wrap gap-x-8 gap-y-2 text-ink-2">
      <p className="flex flex-wrap items-center gap-1">
        <span className="mr-1 text-sm text-ink-3">Stands on</span>
        {ancestors.map((ancestor) => (
          <span key={ancestor.key} className="inline-flex items-center gap-1">
            <TemplateLink template={ancestor} />
            <ChevronRight aria-hidden className="size-3.5 text-ink-3" />
          </span>
        ))}
        Stripe’s defaults
      </p>
      {children.length > 0 && (
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="text-sm text-ink-3">Stand on it</span>
          {children.map((child) => (
            <TemplateLink key={child.key} template={child} />
          ))}
        </p>
      )}
    </div>
  );
}

function TemplateLink({ template: { key, name } }: { template: TemplateRef }) {
  return (
    <Link
      href={`/templates/${encodeURIComponent(key)}`}
      className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
    >
      {name}
    </Link>
  );
}
