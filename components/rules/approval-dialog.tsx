'use client';

import { useId } from 'react';
import type { Cell } from '@/lib/domain/cells';
import type { ApprovalRule, EditKind } from '@/lib/domain/governance';
import { cellName } from '@/lib/domain/words/cells';
import { approvalSentence, capital, EDIT_KIND_WORDS } from '@/lib/domain/words/rules';
import { Field, Input, Select } from '../ui/field';
import { type ApprovalForm, approvalForm, approvalOf, NEW_APPROVAL } from './approval-form';
import { useCellOptions } from './cell-options';
import { Checks } from './checks';
import { ChipsField } from './chips-field';
import { doneText, FormWindow } from './form-window';
import { NameField } from './name-field';
import { useRuleForm } from './use-rule-form';

const KINDS = Object.keys(EDIT_KIND_WORDS) as EditKind[];

/** The window of one approval rule. */
export function ApprovalDialog({
  value,
  others,
  onDone,
  onClose,
}: {
  /** null for a new one. */
  value: ApprovalRule | null;
  /** The names of the other rules. */
  others: readonly string[];
  onDone: (rule: ApprovalRule) => void;
  onClose: () => void;
}) {
  const id = useId();
  const cells = useCellOptions();
  const {
    form,
    value: rule,
    wrong,
    set,
    submit,
  } = useRuleForm(
    value ? approvalForm(value) : NEW_APPROVAL,
    (form) => approvalOf(form, others),
    onDone,
  );
  return (
    <FormWindow
      title={value ? 'Change this approval rule' : 'New approval rule'}
      description="It is for changes that meet every condition here. Where several rules apply, the most that any of them asks for is needed."
      sentence={rule ? approvalSentence(rule) : null}
      text={doneText(value === null, 'rule')}
      onSubmit={submit}
      onClose={onClose}
    >
      <NameField value={form.name} error={wrong('name')} onChange={(name) => set({ name })} />
      <Checks
        label="Changes of (none ticked: of anything)"
        values={KINDS}
        chosen={form.kinds}
        nameOf={(kind) => capital(EDIT_KIND_WORDS[kind])}
        onChange={(kinds) => set({ kinds })}
      />
      <Field id={`${id}-turns`} label="Turning on">
        <Select
          id={`${id}-turns`}
          value={form.turnsOn}
          onChange={({ target }) => set({ turnsOn: target.value as ApprovalForm['turnsOn'] })}
        >
          <option value="anything">Anything, or nothing at all</option>
          <option value="money_moving">Something that moves money</option>
          <option value="cells">One of chosen components or features</option>
        </Select>
      </Field>
      {form.turnsOn === 'cells' && (
        <ChipsField
          label="Components and features"
          placeholder="Payouts, Instant payouts"
          values={form.cells}
          options={cells.options}
          parse={cells.parse}
          nameOf={(cell) => cellName(cell as Cell)}
          error={wrong('cells')}
          onChange={(cells) => set({ cells: cells as readonly Cell[] })}
        />
      )}
      <div className="grid gap-4 sm:grid-cols-3">
        <Field
          id={`${id}-over`}
          label="Touching more accounts than"
          hint="Empty: however many."
          error={wrong('accountsOver')}
        >
          <Input
            id={`${id}-over`}
            value={form.accountsOver}
            onChange={({ target }) => set({ accountsOver: target.value })}
            inputMode="numeric"
            aria-invalid={wrong('accountsOver') ? true : undefined}
            aria-describedby={`${id}-over-hint`}
            maxLength={12}
            autoComplete="off"
          />
        </Field>
        <Field id={`${id}-approvers`} label="Approvals needed">
          <Select
            id={`${id}-approvers`}
            value={form.approvers}
            onChange={({ target }) => set({ approvers: target.value as ApprovalForm['approvers'] })}
          >
            <option value="0">None</option>
            <option value="1">1</option>
            <option value="2">2, by two people</option>
          </Select>
        </Field>
        <Field id={`${id}-by`} label="By">
          <Select
            id={`${id}-by`}
            value={form.by}
            disabled={form.approvers === '0'}
            onChange={({ target }) => set({ by: target.value as ApprovalForm['by'] })}
          >
            <option value="admin">Admins</option>
            <option value="operator">Operators or admins</option>
          </Select>
        </Field>
      </div>
    </FormWindow>
  );
}
