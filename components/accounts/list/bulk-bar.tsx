'use client';

import { X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';
import type { TemplateRef } from '@/lib/domain/views';
import type { Everything } from '../../bulk/post-job';
import { Button } from '../../ui/button';
import { meant } from './bulk/meant';
import { useCounts } from './counts';
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
  override: dynamic(() => import('./bulk/override-dialog').then((file) => file.OverrideDialog), {
    ssr: false,
  }),
};
type Act = keyof typeof DIALOGS;

/** What can be done with the selected accounts; each act opens a window of its own. */
export function BulkBar({
  templates,
  tags,
  limit,
  filter,
}: {
  templates: readonly TemplateRef[];
  /** Tags that are in use, to suggest. */
  tags: readonly string[];
  /** Most accounts that one act can take. */
  limit: number;
  /** What the list is filtered by. */
  filter: Everything['filter'];
}) {
  const { accounts, capped } = useCounts();
  const match: Everything = { filter, accounts, capped };
  const { picked, elsewhere, head, clear } = useSelection();
  /** The filter of which everything is meant; another filter is another matter. */
  const [meantFilter, setMeantFilter] = useState<string | null>(null);
  const thisFilter = JSON.stringify(filter);
  const all = meantFilter === thisFilter && head === 'all';
  const more = head === 'all' && !all && (match.capped || match.accounts > picked.length);
  const [act, setAct] = useState<Act | null>(null);
  /** Where the focus goes once the window is gone. */
  const back = useRef<HTMLElement | null>(null);
  const Dialog = act && DIALOGS[act];
  const tooMany = !all && picked.length > limit;

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
        {picked.length > 0 &&
          (all ? `${meant(picked, match)}: selected` : `${picked.length} selected`)}
      </p>
      {picked.length > 0 && (
        <section
          aria-label="Selected accounts"
          className="sticky bottom-4 z-20 flex w-fit max-w-full flex-wrap items-center gap-x-2 gap-y-1.5 self-center rounded-lg border border-line-strong bg-surface p-2 shadow-(--shadow) max-sm:w-full"
        >
          <p className="flex-1 px-1 whitespace-nowrap">
            <span className="font-semibold tabular-nums">
              {all
                ? `All ${match.accounts.toLocaleString('en')}${match.capped ? '+' : ''} that match`
                : `${picked.length} selected`}
            </span>
            {!all && elsewhere > 0 && (
              <span className="text-sm text-ink-3"> {elsewhere} not on this page</span>
            )}
          </p>
          <Button
            variant="ghost"
            className="px-2 sm:order-last"
            onClick={() => {
              clear();
              setMeantFilter(null);
              pageCheckbox()?.focus();
            }}
          >
            <X aria-hidden className="size-4" />
            Clear selection
          </Button>
          {more && (
            <Button variant="ghost" className="px-2" onClick={() => setMeantFilter(thisFilter)}>
              Select all {match.accounts.toLocaleString('en')}
              {match.capped && '+'} that match
            </Button>
          )}
          <div className="flex flex-wrap gap-1.5 max-sm:w-full">
            <Button disabled={tooMany} aria-haspopup="dialog" onClick={open('assign')}>
              Assign template…
            </Button>
            <Button disabled={tooMany} aria-haspopup="dialog" onClick={open('tags')}>
              Tags…
            </Button>
            <Button disabled={tooMany} aria-haspopup="dialog" onClick={open('override')}>
              Override…
            </Button>
            <Button
              disabled={tooMany || (!all && picked.every(({ overrides }) => overrides === 0))}
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
          everything={all ? match : null}
          templates={templates}
          tags={tags}
          onClose={() => setAct(null)}
          onApplied={() => {
            back.current = pageCheckbox();
            setAct(null);
            setMeantFilter(null);
            clear();
          }}
        />
      )}
    </>
  );
}
