'use client';

import dynamic from 'next/dynamic';
import type { Cell } from '@/lib/domain/cells';
import type { TemplateDetail, TemplateSummary } from '@/lib/domain/views';
import type { EditLine } from '../edits/edit-lines';
import { EditsBar } from '../edits/edits-bar';
import type { WireEdit } from '../edits/post-change';
import type { Edits } from '../edits/use-edits';
import type { CellViews } from '../matrix/cell-view';
import { filterOf, TEMPLATE_FILTERS } from '../matrix/filters';
import { Matrix } from '../matrix/matrix';
import { cellName, settingWord, valueWord } from '../matrix/words';
import { TemplateFields } from './template-fields';
import { useTemplateDraft } from './use-template-draft';

const ConflictDialog = dynamic(() =>
  import('../edits/conflict-dialog').then((module) => module.ConflictDialog),
);

/** A template's name, parent and matrix, and the edits of all of that. */
export function TemplatePolicy({
  template,
  templates,
  at,
  editable,
  show,
  cell,
}: {
  template: TemplateDetail;
  /** All templates in use, as possible parents. */
  templates: readonly TemplateSummary[];
  at: string;
  editable: boolean;
  show?: string;
  cell?: string;
}) {
  const { edits, views, loading } = useTemplateDraft(template);
  const nameOf = (key: string | null) =>
    key === null ? 'None' : (templates.find((t) => t.key === key)?.name ?? key);
  return (
    <>
      {editable && (
        <TemplateFields template={template} templates={templates} edits={edits} loading={loading} />
      )}
      <section aria-label="Settings" className="min-w-0">
        <h2 className="mb-2 text-lg font-semibold">Settings</h2>
        <Matrix
          label={`Settings of ${template.name}`}
          views={views}
          at={at}
          account={false}
          editable={editable}
          onSet={edits.setCell}
          filters={TEMPLATE_FILTERS}
          initialFilter={filterOf(show, TEMPLATE_FILTERS)}
          initialCell={cell}
        />
      </section>
      <EditsBar
        lines={linesOf(edits, views, template, nameOf)}
        consequence={reach(template)}
        saving={edits.saving}
        problem={edits.problem}
        onDiscard={edits.discard}
        onSave={(reason) => edits.save(reason, [wireEdit(template, edits)])}
      />
      {edits.refused && (
        <ConflictDialog
          refused={edits.refused}
          fields={{
            name: { name: 'Name', value: (value) => value ?? '' },
            extends: { name: 'Parent', value: nameOf },
          }}
          onReapply={edits.reapply}
          onClose={edits.closeRefused}
        />
      )}
    </>
  );
}

function reach({ accounts, children }: TemplateDetail): string {
  const have = `${accounts} ${accounts === 1 ? 'account has' : 'accounts have'} this template`;
  if (children.length === 0) return `${have}.`;
  const names = children.map(({ name }) => name).join(', ');
  return `${have}; ${names} ${children.length === 1 ? 'stands' : 'stand'} on it.`;
}

function linesOf(
  edits: Edits,
  views: CellViews,
  template: TemplateDetail,
  nameOf: (key: string | null) => string,
): EditLine[] {
  const { cells, fields } = edits.draft;
  const lines: EditLine[] = [];
  if (fields.name !== undefined) {
    lines.push({
      key: 'name',
      what: 'Name',
      before: template.name,
      after: fields.name ?? '',
      undo: () => edits.setField('name', template.name),
    });
  }
  if (fields.extends !== undefined) {
    const before = template.extends?.key ?? null;
    lines.push({
      key: 'extends',
      what: 'Parent',
      before: nameOf(before),
      after: nameOf(fields.extends),
      undo: () => edits.setField('extends', before),
    });
  }
  for (const [name, setting] of Object.entries(cells)) {
    const cell = name as Cell;
    const view = views.get(cell);
    const was = view?.was?.setting ?? 'inherit';
    const inherits = view
      ? `inherit (${valueWord(view.inherited.value).toLowerCase()}, ${view.inherited.source})`
      : 'inherit';
    lines.push({
      key: cell,
      what: cellName(cell),
      before: was === 'inherit' ? 'inherited' : settingWord(was).toLowerCase(),
      after: setting === 'inherit' ? inherits : settingWord(setting).toLowerCase(),
      undo: () => edits.setCell(cell, was),
    });
  }
  return lines;
}

function wireEdit(template: TemplateDetail, { draft }: Edits): WireEdit {
  const { name, extends: parent } = draft.fields;
  return {
    op: 'template.update',
    key: template.key,
    expectedRevision: template.revision,
    ...(name != null && { name }),
    ...(parent !== undefined && { extends: parent }),
    ...(Object.keys(draft.cells).length > 0 && { set: draft.cells }),
  };
}
