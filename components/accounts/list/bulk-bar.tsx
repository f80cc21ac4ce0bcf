'use client';

import { X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';
import type { TemplateRef } from '@/lib/domain/views';
import { Button } from '../../ui/button';
import { useSelection } from './selection-context';

const DIALOGS = {
  assign: dynamic(() => import('./bulk/assign-dialog').then((file) => file.AssignDialog), {
    ssr: false,
  }),
  tags: dynamic(() => import('./bulk/tags-dialog').then((file) => file.TagsDialog), {
    ssr: false,
  }),
  overrides: dynamic(
    () => import('./bulk/clear-overrides-dialog').then((file) => file.ClearOverridesDialog),
    { ssr: false },
  ),
};
type Act = keyof typeof DIALOGS;

/** What can be done with the selected accounts; each act opens a window of its own. */
export function BulkBar({
  templates,
  tags,
  limit,
}: {
  templates: readonly TemplateRef[];
  /** Tags that are in use, to suggest. */
  tags: readonly string[];
  /** Most accounts that one act can take. */
  limit: number;
}) {
  const { picked, elsewhere, clear } = useSelection();
  const [act, setAct] = useState<Act | null>(null);
  /** Where the focus goes once the window is gone. */
  const back = useRef<HTMLElement | null>(null);
  const Dialog = act && DIALOGS[act];
  const tooMany = picked.length > limit;

  const open = (wanted: Act) => (event: { currentTarget: HTMLElement }) => {
    back.current = event.currentTarget;
    setAct(wanted);
  };
  const pageCheckbox = () => document.getElementById('select-page');

  useEffect(() => {
    if (act !== null) return;
    back.current?.focus();
    back.current = null;
  }, [act]);

  return (
    <>
      <p role="status" className="sr-only">
        {picked.length > 0 && `${picked.length} selected`}
      </p>
      {picked.length > 0 && (
        <section
          aria-label="Selected accounts"
          className="sticky bottom-4 z-20 flex w-fit max-w-full flex-wrap items-center gap-x-2 gap-y-1.5 self-center rounded-lg border border-line-strong bg-surface p-2 shadow-(--shadow) max-sm:w-full"
        >
          <p className="flex-1 px-1 whitespace-nowrap">
            <span className="font-semibold tabular-nums">{picked.length} selected</span>
            {elsewhere > 0 && (
              <span className="text-sm text-ink-3"> {elsewhere} not on this page</span>
            )}
          </p>
          <Button
            variant="ghost"
            className="px-2 sm:order-last"
            onClick={() => {
              clear();
              pageCheckbox()?.focus();
            }}
          >
            <X aria-hidden className="size-4" />
            Clear selection
          </Button>
          <div className="flex flex-wrap gap-1.5 max-sm:w-full">
            <Button disabled={tooMany} aria-haspopup="dialog" onClick={open('assign')}>
              Assign template…
            </Button>
            <Button disabled={tooMany} aria-haspopup="dialog" onClick={open('tags')}>
              Tags…
            </Button>
            <Button
              disabled={tooMany || picked.every(({ overrides }) => overrides === 0)}
              aria-haspopup="dialog"
              onClick={open('overrides')}
            >
              Clear overrides…
            </Button>
          </div>
          {tooMany && (
            <p className="w-full px-1 text-sm text-ink-2">
              One change takes {limit} accounts at most: select fewer.
            </p>
          )}
        </section>
      )}
      {Dialog && (
        <Dialog
          accounts={picked}
          templates={templates}
          tags={tags}
          onClose={() => setAct(null)}
          onApplied={() => {
            back.current = pageCheckbox();
            setAct(null);
            clear();
          }}
        />
      )}
    </>
  );
}
