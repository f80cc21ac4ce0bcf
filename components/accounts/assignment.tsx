'use client';

import { useId } from 'react';
import { Link } from '@/components/ui/link';
import type { AssignedBy } from '@/lib/domain/policy';
import type { AccountDetail, TemplateRef } from '@/lib/domain/views';
import { Field, Select } from '../ui/field';
import { Section } from '../ui/section';

/** How an account came by its template, in words. */
export const ASSIGNED_BY: Record<AssignedBy, string> = {
  explicit: 'Assigned to this account',
  rule: 'Given by a rule',
  default: 'The default template',
};

const HINTS = {
  known: undefined,
  loading: 'Loading the template…',
  failed: 'What it says could not be loaded; the matrix shows the present template.',
} as const;

/** Which template an account has and by what, with the choice of another one. */
export function Assignment({
  account,
  templates,
  wanted,
  preview,
  editable,
  onAssign,
}: {
  account: AccountDetail;
  templates: readonly TemplateRef[];
  /** The drafted assignment; undefined where nothing is drafted. */
  wanted: string | null | undefined;
  preview: keyof typeof HINTS;
  editable: boolean;
  onAssign: (template: string | null) => void;
}) {
  const id = useId();
  const { template, assignment } = account;
  const byRules =
    templates.find(({ key }) => key === assignment.byRules.template)?.name ??
    assignment.byRules.template;
  const value = (wanted === undefined ? assignment.explicit : wanted) ?? '';
  return (
    <Section title="Template">
      <p>
        <Link
          href={`/templates/${encodeURIComponent(template.key)}`}
          className="text-md font-semibold underline decoration-line-strong underline-offset-2 hover:decoration-ink"
        >
          {template.name}
        </Link>
      </p>
      <p className="text-ink-2">{ASSIGNED_BY[assignment.by]}</p>
      {editable && (
        <Field id={id} label="Assign" className="mt-3 print:hidden" hint={HINTS[preview]}>
          <Select
            id={id}
            value={value}
            aria-describedby={HINTS[preview] && `${id}-hint`}
            onChange={(event) => onAssign(event.target.value || null)}
          >
            <option value="">By rules and default ({byRules})</option>
            {templates.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </Section>
  );
}
