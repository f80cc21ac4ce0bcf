'use client';

import { useId } from 'react';
import type { TemplateDetail, TemplateSummary } from '@/lib/domain/views';
import type { Edits } from '../edits/use-edits';
import { Field, Input, Select } from '../ui/field';
import { possibleParents } from './possible-parents';

/** Name and parent of a template, gathered with the other edits. */
export function TemplateFields({
  template,
  templates,
  edits,
  loading,
}: {
  template: TemplateDetail;
  templates: readonly TemplateSummary[];
  edits: Pick<Edits, 'draft' | 'setField'>;
  loading: boolean;
}) {
  const id = useId();
  const { name = template.name, extends: parent = template.extends?.key ?? null } =
    edits.draft.fields;
  const nameless = name?.trim() === '';
  return (
    <section
      aria-label="About this template"
      className="flex flex-wrap gap-x-6 gap-y-3 rounded-lg border bg-surface px-4 py-3 print:hidden"
    >
      <Field
        id={`${id}-name`}
        label="Name"
        error={nameless && 'A template needs a name.'}
        className="w-72 max-w-full"
      >
        <Input
          id={`${id}-name`}
          value={name ?? ''}
          aria-invalid={nameless}
          aria-describedby={nameless ? `${id}-name-hint` : undefined}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => edits.setField('name', event.target.value)}
        />
      </Field>
      <Field
        id={`${id}-parent`}
        label="Parent"
        hint={loading ? 'Loading the parent…' : undefined}
        className="w-72 max-w-full"
      >
        <Select
          id={`${id}-parent`}
          value={parent ?? ''}
          onChange={(event) => edits.setField('extends', event.target.value || null)}
        >
          <option value="">None: Stripe’s defaults</option>
          {possibleParents(template.key, templates).map((candidate) => (
            <option key={candidate.key} value={candidate.key}>
              {candidate.name}
            </option>
          ))}
        </Select>
      </Field>
    </section>
  );
}
