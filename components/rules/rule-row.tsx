'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import type { Rule } from '@/lib/domain/rules';
import { capital, conditionPhrases, type TemplateName } from '@/lib/domain/words/rules';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { ItemActs } from './item-acts';
import type { Item } from './list-draft';

/** A template by its name, leading to its page. */
export function TemplateLink({ template, nameOf }: { template: string; nameOf: TemplateName }) {
  return (
    <Link
      href={`/templates/${encodeURIComponent(template)}`}
      className="font-semibold underline decoration-line-strong underline-offset-2 hover:decoration-ink"
    >
      {nameOf(template)}
    </Link>
  );
}

/** One assignment rule in its place: what it asks for, what it gives, and how many it reaches. */
export function RuleRow({
  item: { id, value },
  place,
  last,
  nameOf,
  edited,
  counts,
  acts,
}: {
  item: Item<Rule>;
  place: number;
  /** Whether it is the last one. */
  last: boolean;
  nameOf: TemplateName;
  /** Whether it says or stands otherwise than what is saved. */
  edited: boolean;
  counts: ReactNode;
  /** null where the reader may not change it. */
  acts: { move: (by: number) => void; edit: () => void; remove: () => void } | null;
}) {
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!acts || !event.altKey || by === undefined) return;
    event.preventDefault();
    acts.move(by);
  };
  const what = `rule ${place}`;
  return (
    <li
      onKeyDown={onKeyDown}
      className="grid grid-cols-[2rem_minmax(0,1fr)] items-start gap-x-2 gap-y-1 border-b px-4 py-2.5 sm:grid-cols-[2rem_minmax(0,1fr)_auto]"
    >
      <span className="text-ink-3 tabular-nums">
        <span className="sr-only">Rule </span>
        {place}
      </span>
      <div className="min-w-0">
        <p className="wrap-anywhere">
          {conditionPhrases(value.when, nameOf).map((phrase, index) => (
            <span key={phrase}>
              {index > 0 && <span className="text-ink-3"> and </span>}
              {index === 0 ? capital(phrase) : phrase}
            </span>
          ))}
          <span aria-hidden className="mx-1.5 text-ink-3">
            →
          </span>
          <span className="sr-only"> gives </span>
          <TemplateLink template={value.template} nameOf={nameOf} />
        </p>
        <p className="text-sm text-ink-3">
          {edited && <Badge tone="accent">Not saved</Badge>} {counts}
        </p>
      </div>
      {acts && (
        <div className="col-start-2 flex gap-1 sm:col-start-3">
          <Button
            id={`${id}-up`}
            size="sm"
            variant="ghost"
            aria-label={`Move up ${what}`}
            aria-disabled={place === 1}
            aria-keyshortcuts="Alt+ArrowUp"
            title="Move up (Alt+↑)"
            className="aria-disabled:opacity-40"
            onClick={() => acts.move(-1)}
          >
            <ArrowUp aria-hidden className="size-4" />
          </Button>
          <Button
            id={`${id}-down`}
            size="sm"
            variant="ghost"
            aria-label={`Move down ${what}`}
            aria-disabled={last}
            aria-keyshortcuts="Alt+ArrowDown"
            title="Move down (Alt+↓)"
            className="aria-disabled:opacity-40"
            onClick={() => acts.move(1)}
          >
            <ArrowDown aria-hidden className="size-4" />
          </Button>
          <ItemActs id={id} what={what} onEdit={acts.edit} onRemove={acts.remove} />
        </div>
      )}
    </li>
  );
}
