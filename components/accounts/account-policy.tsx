'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useMemo, useRef } from 'react';
import type { CellView } from '@/lib/domain/cell-view';
import type { PolicyInput } from '@/lib/domain/policy';
import type { AccountDetail, TemplateRef } from '@/lib/domain/views';
import { HistoryHeading } from '../history/history-heading';
import { type Past, pastView } from '../history/past-view';
import type { Asked } from '../history/use-asked';
import { ACCOUNT_FILTERS, filterOf, PAST_FILTERS } from '../matrix/filters';
import { Matrix } from '../matrix/matrix';
import { Button } from '../ui/button';
import { Skeleton } from '../ui/skeleton';
import { Assignment } from './assignment';
import { PolicyNotes } from './policy-notes';
import { type AccountDraft, useAccountDraft } from './use-account-draft';

const AccountEdits = dynamic(
  () => import('./account-edits').then((module) => module.AccountEdits),
  { ssr: false },
);

const CellHistory = dynamic(
  () => import('../history/cell-history').then((module) => module.CellHistory),
  // As high as a short history, so that little moves when it comes.
  { ssr: false, loading: () => <Skeleton className="m-4 h-24" /> },
);

/** An account's assignment, its resolved matrix, what limits it, and the edits of all of that. */
export function AccountPolicy({
  account: served,
  input,
  templates,
  editable,
  past,
  wrongMoment,
  mayReadAudit,
  show,
  cell,
  facts,
  children,
}: {
  account: AccountDetail;
  input: PolicyInput;
  templates: readonly TemplateRef[];
  editable: boolean;
  /** The account as it was, where the address names a past moment. */
  past: Past | null;
  /** Why the moment that the address names cannot be shown. */
  wrongMoment: string | null;
  mayReadAudit: boolean;
  /** Filter and open cell as the address has them. */
  show?: string;
  cell?: string;
  /** What the mirror knows of the account, to stand beside its template. */
  facts: ReactNode;
  /** What follows the matrix; the bar of edits stays below it all. */
  children: ReactNode;
}) {
  const draft = useAccountDraft(served, input, templates);
  const { edits } = draft;
  const { input: now } = edits.state;
  const then = useMemo(() => past && pastView(past, now, templates), [past, now, templates]);
  const asked = useRef<Asked>(new Map());
  const { account, views, policy } = then ?? { ...draft, account: edits.state.account };
  const at = past?.input.at.toISOString() ?? null;
  const mayEdit = editable && past === null;
  const filters = past ? PAST_FILTERS : ACCOUNT_FILTERS;
  const names = {
    ...Object.fromEntries(templates.map(({ key, name }) => [key, name])),
    ...past?.names,
  };
  return (
    <>
      <div className="grid min-w-0 gap-4 xl:grid-cols-[minmax(0,1fr)_320px]">
        {facts}
        <Assignment
          account={account}
          templates={templates}
          wanted={edits.draft.fields.template}
          preview={draft.preview}
          editable={mayEdit}
          onAssign={(template) => edits.setField('template', template)}
        />
      </div>
      <PolicyNotes policy={policy} />
      <section aria-label="Policy" className="min-w-0">
        <HistoryHeading
          account={account.id}
          revision={edits.state.revision}
          asked={asked.current}
          at={at}
          wrong={wrongMoment}
          differing={then?.differing ?? 0}
          onGo={edits.discard}
        />
        <Matrix
          key={past ? 'past' : 'now'}
          label={`Policy of ${account.name}`}
          views={views}
          at={at ?? now.at.toISOString()}
          past={past !== null}
          account
          editable={mayEdit}
          onSet={edits.setCell}
          filters={filters}
          initialFilter={filterOf(show, filters)}
          initialCell={cell}
          actions={(view) => mayEdit && <SetAnew view={view} draft={draft} />}
          more={(view) => (
            <CellHistory
              account={account.id}
              cell={view.cell}
              revision={edits.state.revision}
              asked={asked.current}
              at={at}
              names={names}
              audit={mayReadAudit}
            />
          )}
        />
      </section>
      <div className="contents print:hidden">{children}</div>
      {edits.touched && <AccountEdits draft={draft} templates={templates} />}
    </>
  );
}

/** Lets an override that stays what it is get another expiry or note. */
function SetAnew({ view, draft }: { view: CellView; draft: AccountDraft }) {
  if (view.setting === 'inherit' || view.cell in draft.edits.draft.cells) return null;
  return (
    <Button size="sm" onClick={() => draft.edits.setCellAnew(view.cell)}>
      Change expiry or note
    </Button>
  );
}
