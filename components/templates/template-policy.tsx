'use client';

import dynamic from 'next/dynamic';
import type { TemplateDetail, TemplateSummary } from '@/lib/domain/views';
import { filterOf, TEMPLATE_FILTERS } from '../matrix/filters';
import { Matrix } from '../matrix/matrix';
import { TemplateFields } from './template-fields';
import { useTemplateDraft } from './use-template-draft';

const TemplateEdits = dynamic(
  () => import('./template-edits').then((module) => module.TemplateEdits),
  { ssr: false },
);

/** A template's name, parent and matrix, and the edits of all of that. */
export function TemplatePolicy({
  template: served,
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
  const draft = useTemplateDraft(served);
  const { edits, views, loading } = draft;
  const template = edits.state;
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
      {edits.touched && <TemplateEdits draft={draft} templates={templates} />}
    </>
  );
}
