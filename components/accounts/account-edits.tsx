'use client';

import type { TemplateRef } from '@/lib/domain/views';
import { cellName, valueWord } from '@/lib/domain/words/cells';
import { EditsBar } from '../edits/edits-bar';
import type { WireEdit } from '../edits/post-change';
import { DraftLink } from '../merchant-view/draft-link';
import { accountAfter, undoOnAccount } from './account-change';
import { OverrideTerms } from './override-terms';
import type { AccountDraft } from './use-account-draft';

/** The bar with the gathered edits of one account's policy. It is loaded with the first of them. */
export function AccountEdits({
  draft,
  templates,
}: {
  draft: AccountDraft;
  templates: readonly TemplateRef[];
}) {
  const { edits, chain } = draft;
  const { state } = edits;
  const nameOf = (key: string) => templates.find((template) => template.key === key)?.name ?? key;
  const known = { chains: [state.input.templates, ...(chain ? [chain] : [])], nameOf };
  const template = (key: string | null) => (key === null ? 'By rules and default' : nameOf(key));
  return (
    <EditsBar
      edits={edits}
      views={draft.views}
      fields={{ template: { name: 'Template', value: template } }}
      decided="override "
      consequence={consequenceOf(draft)}
      beside={
        <DraftLink
          account={state.account.id}
          draft={{ set: edits.draft.cells, template: edits.draft.fields.template }}
        />
      }
      saving={{
        after: (from, wire, change) => accountAfter(from, wire, change, known),
        inverse: (before, wire, now) => undoOnAccount(before.account, wire, now),
      }}
      wire={() => wireEdits(draft)}
    >
      {(wrong) =>
        Object.values(edits.draft.cells).some((setting) => setting !== 'inherit') && (
          <OverrideTerms
            terms={draft.terms}
            onChange={draft.setTerms}
            errors={{ expiresAt: wrong('expiresAt'), note: wrong('note') }}
          />
        )
      }
    </EditsBar>
  );
}

/** Cells that come out otherwise although no edit names them. */
function consequenceOf({ edits, views }: AccountDraft): string | null {
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

function wireEdits({ edits: { state, draft }, terms }: AccountDraft): WireEdit[] {
  const subject = { account: state.account.id, expectedRevision: state.revision };
  const wire: WireEdit[] = [];
  if (draft.fields.template !== undefined) {
    wire.push({ op: 'account.assign', ...subject, template: draft.fields.template });
  }
  if (Object.keys(draft.cells).length > 0) {
    const note = terms.note?.trim() || null;
    wire.push({
      op: 'account.override',
      ...subject,
      set: draft.cells,
      expiresAt: terms.expiresAt,
      note,
    });
  }
  return wire;
}
