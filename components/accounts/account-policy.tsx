'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import type { PolicyInput } from '@/lib/domain/policy';
import type { AccountDetail, TemplateRef } from '@/lib/domain/views';
import type { CellView } from '../matrix/cell-view';
import { ACCOUNT_FILTERS, filterOf } from '../matrix/filters';
import { Matrix } from '../matrix/matrix';
import { Button } from '../ui/button';
import { Assignment } from './assignment';
import { PolicyNotes } from './policy-notes';
import { type AccountDraft, useAccountDraft } from './use-account-draft';

const AccountEdits = dynamic(
  () => import('./account-edits').then((module) => module.AccountEdits),
  { ssr: false },
);

/** An account's assignment, its resolved matrix, what limits it, and the edits of all of that. */
export function AccountPolicy({
  account: served,
  input,
  templates,
  editable,
  show,
  cell,
  facts,
  children,
}: {
  account: AccountDetail;
  input: PolicyInput;
  templates: readonly TemplateRef[];
  editable: boolean;
  /** Filter and open cell as the address has them. */
  show?: string;
  cell?: string;
  /** What the mirror knows of the account, to stand beside its template. */
  facts: ReactNode;
  /** What follows the matrix; the bar of edits stays below it all. */
  children: ReactNode;
}) {
  const draft = useAccountDraft(served, input, templates);
  const { edits, views, policy } = draft;
  const { account } = edits.state;
  return (
    <>
      <div className="grid min-w-0 gap-4 xl:grid-cols-[minmax(0,1fr)_320px]">
        {facts}
        <Assignment
          account={account}
          templates={templates}
          wanted={edits.draft.fields.template}
          preview={draft.preview}
          editable={editable}
          onAssign={(template) => edits.setField('template', template)}
        />
      </div>
      <PolicyNotes policy={policy} />
      <section aria-label="Policy" className="min-w-0">
        <h2 className="mb-2 text-lg font-semibold">Policy</h2>
        <Matrix
          label={`Policy of ${account.name}`}
          views={views}
          at={input.at.toISOString()}
          account
          editable={editable}
          onSet={edits.setCell}
          filters={ACCOUNT_FILTERS}
          initialFilter={filterOf(show, ACCOUNT_FILTERS)}
          initialCell={cell}
          actions={(view) => editable && <SetAnew view={view} draft={draft} />}
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
