'use client';

import type { TemplateRef } from '@/lib/domain/views';
import { capital, conditionValue } from '@/lib/domain/words/rules';
import { Checks } from './checks';
import { ChipsField, type Option } from './chips-field';
import {
  type ConditionForm,
  type ConditionKey,
  FEW,
  type Parsed,
  parseCapability,
  parseDomain,
  parseOneOf,
  parseTag,
} from './condition-form';
import { COUNTRIES } from './countries';

/** What fields can offer: what accounts have, and the templates in use. */
export interface Offers {
  capabilities: readonly string[];
  tags: readonly string[];
  templates: readonly TemplateRef[];
}

const LABELS: Readonly<Record<ConditionKey, string>> = {
  country: 'Country',
  controller: 'Controller',
  capability: 'Active capability',
  tag: 'Tag',
  emailDomain: 'Email domain',
  lossesBy: 'Losses are borne by',
  template: 'Template',
};

const PLACEHOLDERS: Readonly<Partial<Record<ConditionKey, string>>> = {
  country: 'Germany, or DE',
  capability: 'card_issuing',
  tag: 'vip',
  emailDomain: 'shop.example',
  template: 'A template’s name',
};

const same = (value: string): Option => ({ value, name: value });

function optionsOf(key: ConditionKey, { capabilities, tags, templates }: Offers): Option[] {
  if (key === 'country') return [...COUNTRIES];
  if (key === 'capability') return capabilities.map(same);
  if (key === 'tag') return tags.map(same);
  return key === 'template' ? templates.map(({ key, name }) => ({ value: key, name })) : [];
}

function parserOf(key: ConditionKey, options: readonly Option[]): (text: string) => Parsed {
  if (key === 'capability') return parseCapability;
  if (key === 'tag') return parseTag;
  if (key === 'emailDomain') return parseDomain;
  return (text) =>
    parseOneOf(text, options, `There is no ${LABELS[key].toLowerCase()} “${text.trim()}”.`);
}

/** The fields of what an account must be: each takes any of its values, and all that are filled count. */
export function ConditionFields({
  keys,
  form,
  offers,
  onChange,
}: {
  keys: readonly ConditionKey[];
  form: ConditionForm;
  offers: Offers;
  onChange: (form: ConditionForm) => void;
}) {
  return keys.map((key) => {
    const few = FEW[key];
    const set = (values: readonly string[]) => onChange({ ...form, [key]: values });
    if (few) {
      return (
        <Checks
          key={key}
          label={LABELS[key]}
          values={few}
          chosen={form[key]}
          nameOf={(value) => capital(conditionValue(key, value))}
          onChange={set}
        />
      );
    }
    const options = optionsOf(key, offers);
    const nameOf = (value: string) =>
      options.find((option) => option.value === value)?.name ?? conditionValue(key, value);
    return (
      <ChipsField
        key={key}
        label={LABELS[key]}
        placeholder={PLACEHOLDERS[key] ?? ''}
        values={form[key]}
        options={options}
        parse={parserOf(key, options)}
        nameOf={nameOf}
        onChange={set}
      />
    );
  });
}
