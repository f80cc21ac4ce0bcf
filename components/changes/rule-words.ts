import type { ApprovalRule, EditKind, Guardrail } from '@/lib/domain/governance';
import type { Rule } from '@/lib/domain/rules';
import type { ControllerKind } from '@/lib/domain/traits';
import { CONTROLLERS } from '../accounts/controllers';
import { cellName } from '../matrix/words';

const either = (values: readonly string[]) => values.join(' or ');

const CONDITIONS: Readonly<Record<string, (values: readonly string[]) => string>> = {
  country: (values) => `the country is ${either(values)}`,
  controller: (values) =>
    `the controller is ${either(values.map((kind) => CONTROLLERS[kind as ControllerKind] ?? kind))}`,
  capability: (values) => `${either(values)} is active`,
  tag: (values) => `tagged ${either(values)}`,
  emailDomain: (values) => `the email is at ${either(values)}`,
  lossesBy: (values) =>
    `losses are borne by ${either(values.map((who) => (who === 'stripe' ? 'Stripe' : 'the platform')))}`,
  template: (values) => `the template is ${either(values)}`,
};

const conditionWords = (when: object) =>
  (Object.entries(when) as [string, readonly string[] | undefined][])
    .filter((pair): pair is [string, readonly string[]] => pair[1] !== undefined)
    .map(([name, values]) => CONDITIONS[name]?.(values) ?? `${name} is ${either(values)}`)
    .join(' and ');

/** An assignment rule in a line. */
export const ruleWords = ({ when, template }: Rule) => `${conditionWords(when)} → ${template}`;

const KINDS: Readonly<Record<EditKind, string>> = {
  template: 'templates',
  rules: 'the assignment rules',
  assignment: 'assignments',
  override: 'overrides',
  tags: 'tags',
  governance: 'approval rules or guardrails',
};

/** An approval rule in a line. */
export function approvalRuleWords({ name, when, approvers, by }: ApprovalRule): string {
  const { kinds, turnsOn, accountsOver } = when;
  const asked =
    approvers === 0
      ? 'no approval'
      : `${approvers} ${approvers === 1 ? 'approval' : 'approvals'}${by === 'admin' ? ' by admins' : ''}`;
  const conditions = [
    kinds && `for ${either(kinds.map((kind) => KINDS[kind]))}`,
    turnsOn &&
      `where it turns on ${turnsOn === 'money_moving' ? 'what moves money' : either(turnsOn.map(cellName))}`,
    accountsOver !== undefined && `over ${accountsOver.toLocaleString('en')} accounts`,
  ].filter(Boolean);
  return `“${name}”: ${asked} ${conditions.join(', ') || 'for every change'}`;
}

/** A guardrail in a line. */
export function guardrailWords({ name, of, never }: Guardrail): string {
  const whom =
    'template' in of
      ? `the template ${of.template}`
      : conditionWords(of.accounts)
        ? `accounts where ${conditionWords(of.accounts)}`
        : 'all accounts';
  const what = never.map(({ cell, is }) => `${cellName(cell)} ${is}`);
  return `“${name}”: for ${whom} never ${either(what)}`;
}
