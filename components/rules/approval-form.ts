import type { Cell } from '@/lib/domain/cells';
import type { ApprovalRule, EditKind } from '@/lib/domain/governance';

/** An approval rule as its form has it. */
export interface ApprovalForm {
  name: string;
  /** Empty: edits of every kind. */
  kinds: readonly EditKind[];
  turnsOn: 'anything' | 'money_moving' | 'cells';
  cells: readonly Cell[];
  /** Empty: however many accounts it touches. */
  accountsOver: string;
  approvers: '0' | '1' | '2';
  by: ApprovalRule['by'];
}

export const NEW_APPROVAL: ApprovalForm = {
  name: '',
  kinds: [],
  turnsOn: 'anything',
  cells: [],
  accountsOver: '',
  approvers: '1',
  by: 'admin',
};

/** An approval rule as its form shows it. */
export function approvalForm({ name, when, approvers, by }: ApprovalRule): ApprovalForm {
  const { kinds = [], turnsOn, accountsOver } = when;
  const cells = Array.isArray(turnsOn) ? turnsOn : [];
  return {
    name,
    kinds,
    turnsOn: turnsOn === undefined ? 'anything' : cells.length > 0 ? 'cells' : 'money_moving',
    cells,
    accountsOver: accountsOver === undefined ? '' : String(accountsOver),
    approvers: String(approvers) as ApprovalForm['approvers'],
    by,
  };
}

export type FormResult<T> =
  | { value: T; errors?: undefined }
  | { value?: undefined; errors: Readonly<Record<string, string>> };

/** What is wrong with a name among the others' names; null where nothing is. */
export function nameError(name: string, others: readonly string[]): string | null {
  if (name.trim() === '') return 'Give it a name: changes that it holds up are told so by it.';
  return others.includes(name.trim()) ? 'Another one has this name.' : null;
}

const MOST_ACCOUNTS = 10_000_000;

/** The rule that a form describes, or what is wrong with which field of it. */
export function approvalOf(
  form: ApprovalForm,
  others: readonly string[],
): FormResult<ApprovalRule> {
  const { kinds, turnsOn, cells, by } = form;
  const over = form.accountsOver.trim();
  const errors: Record<string, string> = {};
  const name = nameError(form.name, others);
  if (name) errors.name = name;
  if (turnsOn === 'cells' && cells.length === 0) errors.cells = 'Choose at least one.';
  if (over !== '' && (!/^\d+$/.test(over) || Number(over) > MOST_ACCOUNTS)) {
    errors.accountsOver = `A whole number from 0 to ${MOST_ACCOUNTS.toLocaleString('en')}, or nothing.`;
  }
  if (Object.keys(errors).length > 0) return { errors };
  const when: ApprovalRule['when'] = {
    ...(kinds.length > 0 && { kinds: [...kinds] }),
    ...(turnsOn === 'money_moving' && { turnsOn }),
    ...(turnsOn === 'cells' && { turnsOn: [...cells] }),
    ...(over !== '' && { accountsOver: Number(over) }),
  };
  const approvers = Number(form.approvers) as ApprovalRule['approvers'];
  return { value: { name: form.name.trim(), when, approvers, by } };
}
