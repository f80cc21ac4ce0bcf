'use client';

import { Trash2, Undo2 } from 'lucide-react';
import type { Edit } from '@/lib/domain/edits';
import type { Names } from '@/lib/domain/words/diff';
import { cn } from '../ui/cn';
import { editWords } from './edit-words';

/** The edits of a change, each of which can be taken out and put back; one has to stay. */
export function EditChoice({
  edits,
  names,
  removed,
  onChange,
}: {
  edits: readonly Edit[];
  names: Names;
  removed: ReadonlySet<number>;
  onChange: (removed: ReadonlySet<number>) => void;
}) {
  const left = edits.length - removed.size;
  const toggle = (index: number) => {
    const next = new Set(removed);
    if (!next.delete(index)) next.add(index);
    onChange(next);
  };
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium text-ink-2">
        Edits
        <span className="font-normal text-ink-3">
          {' '}
          {removed.size === 0 ? edits.length : `${left} of ${edits.length} left`}
        </span>
      </legend>
      <ul className="max-h-60 divide-y overflow-y-auto rounded-md border">
        {edits.map((edit, index) => {
          const { what, does } = editWords(edit, names);
          const out = removed.has(index);
          const Icon = out ? Undo2 : Trash2;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: edits have no id, and the list stays as it is
            <li key={index} className="flex min-w-0 items-center gap-2 px-3 py-1.5">
              <span
                className={cn('min-w-0 flex-1 wrap-anywhere', out && 'text-ink-3 line-through')}
              >
                <span className="font-medium">{what}</span>: {does}
                {out && <span className="sr-only"> (removed)</span>}
              </span>
              <button
                type="button"
                onClick={() => toggle(index)}
                disabled={!out && left === 1}
                aria-label={`${out ? 'Put back' : 'Remove'} edit ${index + 1}: ${what}, ${does}`}
                title={out ? 'Put back' : 'Remove'}
                className="grid size-7 shrink-0 place-items-center rounded text-ink-3 hover:bg-sunken hover:text-ink disabled:cursor-not-allowed disabled:opacity-40"
              >
                <Icon aria-hidden className="size-4" />
              </button>
            </li>
          );
        })}
      </ul>
      {left === 1 && (
        <p className="mt-1 text-sm text-ink-3">
          A change needs at least one edit. To give it up altogether, its author withdraws it.
        </p>
      )}
    </fieldset>
  );
}
