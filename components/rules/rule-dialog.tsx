'use client';

import { useId, useState } from 'react';
import type { Rule, RuleCondition } from '@/lib/domain/rules';
import { ruleWords, type TemplateName } from '@/lib/domain/words/rules';
import { Field, Select } from '../ui/field';
import { ConditionFields, type Offers } from './condition-fields';
import { conditionForm, conditionOf, RULE_KEYS } from './condition-form';
import { doneText, FormWindow } from './form-window';

/** The window of one assignment rule. */
export function RuleDialog({
  rule,
  offers,
  nameOf,
  onDone,
  onClose,
}: {
  /** null for a new one. */
  rule: Rule | null;
  offers: Offers;
  nameOf: TemplateName;
  onDone: (rule: Rule) => void;
  onClose: () => void;
}) {
  const id = useId();
  const [form, setForm] = useState(() => conditionForm(rule?.when ?? {}));
  const [template, setTemplate] = useState(rule?.template ?? offers.templates[0]?.key ?? '');
  const [tried, setTried] = useState(false);
  const when = conditionOf(form) as RuleCondition;
  const empty = Object.keys(when).length === 0;

  const submit = () => {
    setTried(true);
    if (empty || template === '') return;
    onDone({ when, template });
  };
  return (
    <FormWindow
      title={rule ? 'Change this rule' : 'New rule'}
      description="It is for accounts that meet every condition filled in here, each by any of its values."
      sentence={empty ? null : `When ${ruleWords({ when, template }, nameOf)}`}
      text={doneText(rule === null, 'rule')}
      onSubmit={submit}
      onClose={onClose}
    >
      <ConditionFields keys={RULE_KEYS} form={form} offers={offers} onChange={setForm} />
      {tried && empty && (
        <p role="alert" className="text-sm text-danger">
          Fill in at least one condition. What is for every other account is the default template.
        </p>
      )}
      <Field id={`${id}-template`} label="Gives the template">
        <Select
          id={`${id}-template`}
          value={template}
          onChange={({ target }) => setTemplate(target.value)}
        >
          {offers.templates.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
    </FormWindow>
  );
}
