'use client';

import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import type { WireEdit } from '../edits/post-change';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { Section } from '../ui/section';
import { ItemActs } from './item-acts';
import { type ListWords, leftLines, listLines } from './list-lines';
import { useFocusLater } from './use-focus-later';
import { useListDraft } from './use-list-draft';

const ListBar = dynamic(() => import('./list-bar').then((module) => module.ListBar), {
  ssr: false,
});

const ADD = 'add-item';

/** What the window of one item gets, and how it ends. */
export interface ItemWindow<T> {
  /** null for a new one. */
  value: T | null;
  /** The names of the others. */
  others: string[];
  onDone: (value: T) => void;
  onClose: () => void;
}

/** The words of a list of what governs changes. */
export interface ListTexts {
  title: string;
  /** What one is called, with "a" and without. */
  one: string;
  empty: { title: string; text: string };
  /** The title of the review. */
  review: string;
}

/** Approval rules or guardrails in sentences, with their edits; names tell them apart. */
export function NamedList<T extends { name: string }>({
  revision,
  values,
  editable,
  texts,
  suggestions,
  sentence,
  below,
  wire,
  window: itemWindow,
}: {
  revision: number;
  values: readonly T[];
  editable: boolean;
  texts: ListTexts;
  /** Ready-made ones, offered while there is none of their name. */
  suggestions: readonly T[];
  sentence: (value: T) => string;
  /** Stands below the sentence of one that is saved as it is shown. */
  below?: (value: T) => ReactNode;
  /** The edited list as it goes over the wire. */
  wire: (values: T[], expectedRevision: number) => WireEdit;
  window: (item: ItemWindow<T>) => ReactNode;
}) {
  const draft = useListDraft<T>({ revision, values, fallback: null }, false);
  const [open, setOpen] = useState<{ id: string | undefined; value: T | null } | null>(null);
  const focusLater = useFocusLater();
  const { edited, differences } = draft;
  const words: ListWords<T> = { name: ({ name }) => `“${name}”`, says: sentence };
  const names = edited.map(({ value }) => value.name);
  const offered = suggestions.filter(({ name }) => !names.includes(name));

  const remove = (id: string, index: number) => {
    const next = edited[index + 1] ?? edited[index - 1];
    focusLater(next ? `${next.id}-remove` : ADD);
    draft.remove(id);
  };
  return (
    <>
      <Section
        title={texts.title}
        flush
        aside={
          editable && (
            <Button
              id={ADD}
              size="sm"
              aria-haspopup="dialog"
              onClick={() => setOpen({ id: undefined, value: null })}
            >
              <Plus aria-hidden className="size-4" />
              Add {texts.one}
            </Button>
          )
        }
      >
        {edited.length === 0 && (
          <EmptyState title={texts.empty.title}>{texts.empty.text}</EmptyState>
        )}
        {edited.length > 0 && (
          <ul aria-label={texts.title} className="divide-y">
            {edited.map(({ id, value }, index) => {
              const differs = differences.some((difference) => difference.id === id);
              return (
                <li key={id} className="flex flex-wrap items-start gap-x-4 gap-y-1 px-4 py-2.5">
                  <div className="min-w-0 flex-1 basis-72">
                    <h3 className="flex flex-wrap items-center gap-2 font-semibold">
                      {value.name}
                      {differs && <Badge tone="accent">Not saved</Badge>}
                    </h3>
                    <p className="wrap-anywhere">{sentence(value)}</p>
                    {below && !differs && <p className="text-sm text-ink-3">{below(value)}</p>}
                  </div>
                  {editable && (
                    <div className="flex gap-1">
                      <ItemActs
                        id={id}
                        what={value.name}
                        onEdit={() => setOpen({ id, value })}
                        onRemove={() => remove(id, index)}
                      />
                    </div>
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </Section>
      {editable && offered.length > 0 && (
        <Section title="Ready-made, to begin with" flush>
          <ul aria-label="Suggestions" className="divide-y">
            {offered.map((value) => (
              <li
                key={value.name}
                className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2.5"
              >
                <p className="min-w-0 flex-1 basis-72 wrap-anywhere text-ink-2">
                  {sentence(value)}
                </p>
                <Button
                  size="sm"
                  aria-label={`Use this: ${value.name}`}
                  onClick={() => {
                    focusLater(ADD);
                    draft.put(value);
                  }}
                >
                  Use this
                </Button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {draft.count + draft.left.length > 0 && (
        <ListBar
          draft={draft}
          lines={listLines(differences, words, false, draft.undo)}
          left={leftLines(draft, words)}
          title={texts.review}
          wire={() =>
            wire(
              edited.map(({ value }) => value),
              draft.revision,
            )
          }
        />
      )}
      {open &&
        itemWindow({
          value: open.value,
          others: names.filter((name) => name !== open.value?.name),
          onClose: () => setOpen(null),
          onDone: (value) => {
            draft.put(value, open.id);
            setOpen(null);
          },
        })}
    </>
  );
}
