'use client';

import { useId } from 'react';
import { CONDITION_KEYS } from '@/lib/domain/condition-keys';
import type { Guardrail } from '@/lib/domain/governance';
import { guardrailSentence, type TemplateName } from '@/lib/domain/words/rules';
import { Field, Select } from '../ui/field';
import { ConditionFields, type Offers } from './condition-fields';
import { doneText, FormWindow } from './form-window';
import { type GuardrailForm, guardrailForm, guardrailOf, NEW_GUARDRAIL } from './guardrail-form';
import { NameField } from './name-field';
import { NeverFields } from './never-fields';
import { useRuleForm } from './use-rule-form';

/** The window of one guardrail. */
export function GuardrailDialog({
  value,
  others,
  offers,
  nameOf,
  onDone,
  onClose,
}: {
  /** null for a new one. */
  value: Guardrail | null;
  /** The names of the other guardrails. */
  others: readonly string[];
  offers: Offers;
  nameOf: TemplateName;
  onDone: (guardrail: Guardrail) => void;
  onClose: () => void;
}) {
  const id = useId();
  const {
    form,
    value: guardrail,
    wrong,
    set,
    submit,
  } = useRuleForm(
    value ? guardrailForm(value) : NEW_GUARDRAIL,
    (form) => guardrailOf(form, others),
    onDone,
  );
  return (
    <FormWindow
      title={value ? 'Change this guardrail' : 'New guardrail'}
      description="No change that would break it is let through, whoever makes or approves it."
      sentence={guardrail ? guardrailSentence(guardrail, nameOf) : null}
      text={doneText(value === null, 'guardrail')}
      onSubmit={submit}
      onClose={onClose}
    >
      <NameField value={form.name} error={wrong('name')} onChange={(name) => set({ name })} />
      <Field id={`${id}-of`} label="It is about">
        <Select
          id={`${id}-of`}
          value={form.of}
          onChange={({ target }) => set({ of: target.value as GuardrailForm['of'] })}
        >
          <option value="accounts">What accounts come to have</option>
          <option value="template">What one template says</option>
        </Select>
      </Field>
      {form.of === 'template' ? (
        <Field id={`${id}-template`} label="Template" error={wrong('template')}>
          <Select
            id={`${id}-template`}
            value={form.template}
            onChange={({ target }) => set({ template: target.value })}
            aria-invalid={wrong('template') ? true : undefined}
            aria-describedby={`${id}-template-hint`}
          >
            <option value="">Choose…</option>
            {offers.templates.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      ) : (
        <fieldset className="space-y-4 rounded-md border p-3">
          <legend className="px-1 text-sm font-medium text-ink-2">
            Which accounts (nothing filled in: all)
          </legend>
          <ConditionFields
            keys={CONDITION_KEYS}
            form={form.accounts}
            offers={offers}
            onChange={(accounts) => set({ accounts })}
          />
        </fieldset>
      )}
      <NeverFields never={form.never} error={wrong('never')} onChange={(never) => set({ never })} />
    </FormWindow>
  );
}
