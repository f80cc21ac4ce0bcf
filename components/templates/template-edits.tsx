'use client';

import type { TemplateDetail, TemplateRef } from '@/lib/domain/views';
import { EditsBar } from '../edits/edits-bar';
import type { WireEdit } from '../edits/post-change';
import { templateAfter, undoOnTemplate } from './template-change';
import type { TemplateDraft } from './use-template-draft';

/** The bar with the gathered edits of one template. It is loaded with the first of them. */
export function TemplateEdits({
  draft: { edits, views, drafted },
  templates,
}: {
  draft: TemplateDraft;
  templates: readonly TemplateRef[];
}) {
  const template = edits.state;
  const lineages = [template.ancestors, ...(drafted ? [drafted] : [])];
  const nameOf = (key: string | null) =>
    key === null ? 'None' : (templates.find((t) => t.key === key)?.name ?? key);
  return (
    <EditsBar
      edits={edits}
      views={views}
      fields={{
        name: { name: 'Name', value: (name) => name ?? '' },
        extends: { name: 'Parent', value: nameOf },
      }}
      consequence={reach(template)}
      saving={{
        after: (from, wire, change) => templateAfter(from, wire, change, lineages),
        inverse: undoOnTemplate,
      }}
      wire={() => [wireEdit(edits)]}
    />
  );
}

function reach({ accounts, children }: TemplateDetail): string {
  const have = `${accounts} ${accounts === 1 ? 'account has' : 'accounts have'} this template`;
  if (children.length === 0) return `${have}.`;
  const names = children.map(({ name }) => name).join(', ');
  return `${have}; ${names} ${children.length === 1 ? 'stands' : 'stand'} on it.`;
}

function wireEdit({ state, draft }: TemplateDraft['edits']): WireEdit {
  const { name, extends: parent } = draft.fields;
  return {
    op: 'template.update',
    key: state.key,
    expectedRevision: state.revision,
    ...(name != null && { name: name.trim() }),
    ...(parent !== undefined && { extends: parent }),
    ...(Object.keys(draft.cells).length > 0 && { set: draft.cells }),
  };
}
