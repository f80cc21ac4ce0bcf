'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import type { Cell } from '@/lib/domain/cells';
import type { PolicyInput } from '@/lib/domain/policy';
import type { AccountDetail, TemplateRef } from '@/lib/domain/views';
import type { EditLine } from '../edits/edit-lines';
import { EditsBar } from '../edits/edits-bar';
import type { WireEdit } from '../edits/post-change';
import type { CellView } from '../matrix/cell-view';
import { ACCOUNT_FILTERS, filterOf } from '../matrix/filters';
import { Matrix } from '../matrix/matrix';
import { cellName, settingWord, valueWord } from '../matrix/words';
import { Button } from '../ui/button';
import { Assignment } from './assignment';
import { OverrideTerms } from './override-terms';
import { PolicyNotes } from './policy-notes';
import { type AccountDraft, useAccountDraft } from './use-account-draft';

const ConflictDialog = dynamic(() =>
  import('../edits/conflict-dialog').then((module) => module.ConflictDialog),
);

/** An account's assignment, its resolved matrix, what limits it, and the edits of all of that. */
export function AccountPolicy({
  account,
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
  const draft = useAccountDraft(account, input, templates);
  const { edits, views, policy } = draft;
  const at = input.at.toISOString();
  const nameOf = (key: string | null) =>
    key === null
      ? 'By rules and default'
      : (templates.find((template) => template.key === key)?.name ?? key);

  return (
    <>
      <div className="grid min-w-0 gap-4 xl:grid-cols-[minmax(0,1fr)_320px]">
        {facts}
        <Assignment
          account={account}
          templates={templates}
          wanted={edits.draft.fields.template}
          preview={draft.template}
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
          at={at}
          account
          editable={editable}
          onSet={edits.setCell}
          filters={ACCOUNT_FILTERS}
          initialFilter={filterOf(show, ACCOUNT_FILTERS)}
          initialCell={cell}
          actions={(view) => editable && <SetAnew view={view} draft={draft} />}
        />
      </section>
      {children}
      <EditsBar
        lines={linesOf(draft, account, nameOf)}
        consequence={consequenceOf(draft)}
        saving={edits.saving}
        problem={edits.problem}
        onDiscard={edits.discard}
        onSave={(reason) => edits.save(reason, wireEdits(account, draft))}
      >
        {Object.values(edits.draft.cells).some((setting) => setting !== 'inherit') && (
          <OverrideTerms at={at} terms={draft.terms} onChange={draft.setTerms} />
        )}
      </EditsBar>
      {edits.refused && (
        <ConflictDialog
          refused={edits.refused}
          fields={{ template: { name: 'Template', value: nameOf } }}
          onReapply={edits.reapply}
          onClose={edits.closeRefused}
        />
      )}
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

function linesOf(
  { edits, views }: AccountDraft,
  account: AccountDetail,
  nameOf: (key: string | null) => string,
): EditLine[] {
  const { cells, fields } = edits.draft;
  const lines: EditLine[] = [];
  if (fields.template !== undefined) {
    const before = account.assignment.explicit;
    lines.push({
      key: 'template',
      what: 'Template',
      before: nameOf(before),
      after: nameOf(fields.template),
      undo: () => edits.setField('template', before),
    });
  }
  for (const [name, setting] of Object.entries(cells)) {
    const cell = name as Cell;
    const view = views.get(cell);
    const was = view?.was?.setting ?? 'inherit';
    const inherited = `inherit (${valueWord(view?.inherited.value ?? null).toLowerCase()}, ${view?.inherited.source})`;
    lines.push({
      key: cell,
      what: cellName(cell),
      before: was === 'inherit' ? 'inherited' : `override ${was}`,
      after: setting === 'inherit' ? inherited : `override ${settingWord(setting).toLowerCase()}`,
      undo: () => edits.setCell(cell, was),
    });
  }
  return lines;
}

/** Cells that come out otherwise although no edit names them. */
function consequenceOf({ edits, views, template }: AccountDraft): string | null {
  if (template === 'unknown') {
    return 'Which template the rules give is worked out on saving; the matrix shows the present one.';
  }
  const others = [...views.values()].filter(
    ({ cell, was, value }) => was && was.value !== value && !(cell in edits.draft.cells),
  );
  if (others.length === 0) return null;
  const names = others
    .slice(0, 3)
    .map(({ cell, value }) => `${cellName(cell)} ${valueWord(value).toLowerCase()}`);
  const more = others.length > 3 ? ` and ${others.length - 3} more` : '';
  return `Follows from it: ${names.join('; ')}${more}.`;
}

function wireEdits(account: AccountDetail, { edits, terms }: AccountDraft): WireEdit[] {
  const { cells, fields } = edits.draft;
  const subject = { account: account.id, expectedRevision: account.revision };
  const wire: WireEdit[] = [];
  if (fields.template !== undefined) {
    wire.push({ op: 'account.assign', ...subject, template: fields.template });
  }
  if (Object.keys(cells).length > 0) {
    wire.push({ op: 'account.override', ...subject, set: cells, ...terms });
  }
  return wire;
}
