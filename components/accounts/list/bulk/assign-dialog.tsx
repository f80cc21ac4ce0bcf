'use client';

import { useId, useState } from 'react';
import { Field, Select } from '../../../ui/field';
import { BulkDialog, type BulkProps } from './bulk-dialog';
import { meant } from './meant';
import { accountCount } from './outcome';

const BY_RULES = 'rules';
const optionOf = (key: string) => `template:${key}`;

/** Gives the selected accounts a template, or hands them back to the rules and the default. */
export function AssignDialog(props: BulkProps) {
  const { accounts, everything, templates } = props;
  const id = useId();
  const [choice, setChoice] = useState('');
  const template = templates.find(({ key }) => optionOf(key) === choice);
  const chosen = template !== undefined || choice === BY_RULES;

  return (
    <BulkDialog
      {...props}
      title={`Assign a template to ${meant(accounts, everything)}`}
      description={
        everything
          ? 'Their own overrides stay.'
          : 'Their own overrides stay. All of them change, or none.'
      }
      act={chosen ? { op: 'account.assign', template: template?.key ?? null } : null}
      edits={
        chosen
          ? accounts.map((account) => ({
              op: 'account.assign',
              account: account.id,
              template: template?.key ?? null,
            }))
          : null
      }
      idle="Choose a template to see what will happen."
      apply="Assign template"
      done={({ changed }) =>
        template
          ? `Assigned ${template.name} to ${accountCount(changed)}.`
          : `Handed ${accountCount(changed)} back to rules and default.`
      }
    >
      <Field id={id} label="Template">
        <Select
          id={id}
          autoFocus
          value={choice}
          onChange={(event) => setChoice(event.target.value)}
        >
          <option value="" disabled>
            Choose a template
          </option>
          <option value={BY_RULES}>By rules and default</option>
          {templates.map(({ key, name }) => (
            <option key={key} value={optionOf(key)}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
    </BulkDialog>
  );
}
