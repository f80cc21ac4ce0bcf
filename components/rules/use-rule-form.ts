import { useState } from 'react';
import type { FormResult } from './approval-form';

/**
 * What the windows of one rule share: the form, what it makes, and errors that show only once
 * somebody has tried to be done with it.
 */
export function useRuleForm<Form extends object, Rule>(
  initial: Form,
  parse: (form: Form) => FormResult<Rule>,
  onDone: (rule: Rule) => void,
) {
  const [form, setForm] = useState(initial);
  const [tried, setTried] = useState(false);
  const { value, errors } = parse(form);
  return {
    form,
    /** The rule as it now is; undefined while the form is wrong. */
    value,
    wrong: (field: string) => (tried ? errors?.[field] : undefined),
    set: (part: Partial<Form>) => setForm((now) => ({ ...now, ...part })),
    submit: () => {
      setTried(true);
      if (value !== undefined) onDone(value);
    },
  };
}
