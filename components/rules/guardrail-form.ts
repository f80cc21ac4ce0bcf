import type { Guardrail } from '@/lib/domain/governance';
import { type FormResult, nameError } from './approval-form';
import { type ConditionForm, conditionForm, conditionOf } from './condition-form';

/** A guardrail as its form has it. */
export interface GuardrailForm {
  name: string;
  of: 'accounts' | 'template';
  template: string;
  accounts: ConditionForm;
  never: Guardrail['never'];
}

export const NEW_GUARDRAIL: GuardrailForm = {
  name: '',
  of: 'accounts',
  template: '',
  accounts: conditionForm({}),
  never: [],
};

/** A guardrail as its form shows it. */
export function guardrailForm({ name, of, never }: Guardrail): GuardrailForm {
  return 'template' in of
    ? { ...NEW_GUARDRAIL, name, never, of: 'template', template: of.template }
    : { ...NEW_GUARDRAIL, name, never, accounts: conditionForm(of.accounts) };
}

/** The guardrail that a form describes, or what is wrong with which field of it. */
export function guardrailOf(form: GuardrailForm, others: readonly string[]): FormResult<Guardrail> {
  const { of, template, accounts, never } = form;
  const errors: Record<string, string> = {};
  const name = nameError(form.name, others);
  if (name) errors.name = name;
  if (of === 'template' && template === '') errors.template = 'Choose a template.';
  if (never.length === 0) errors.never = 'Choose at least one.';
  if (never.length > 20) errors.never = 'At most 20; make another guardrail for the others.';
  if (Object.keys(errors).length > 0) return { errors };
  return {
    value: {
      name: form.name.trim(),
      of: of === 'template' ? { template } : { accounts: conditionOf(accounts) },
      never: [...never],
    },
  };
}
