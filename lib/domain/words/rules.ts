import type { AccountCondition, ApprovalRule, EditKind, Guardrail } from '../governance';
import type { ConditionVerdict } from '../rule-match';
import type { Rule } from '../rules';
import type { ControllerKind } from '../traits';
import { cellName } from './cells';
import { CONTROLLERS } from './controllers';
import { countryName } from './country-name';

/** What a template is called; where it is not known, its key. */
export type TemplateName = (key: string) => string;
const byKey: TemplateName = (key) => key;

type ConditionKey = keyof AccountCondition;

/** The same with a capital, to begin a sentence or a label. */
export const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** "a, b or c". */
export function either(values: readonly string[]): string {
  const last = values.at(-1) ?? '';
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} or ${last}`;
}

/** One value of a condition, as people call it. */
export function conditionValue(
  condition: ConditionKey,
  value: string,
  nameOf: TemplateName = byKey,
): string {
  if (condition === 'country') return countryName(value);
  if (condition === 'controller') return CONTROLLERS[value as ControllerKind] ?? value;
  if (condition === 'lossesBy') return value === 'stripe' ? 'Stripe' : 'the platform';
  return condition === 'template' ? nameOf(value) : value;
}

const CONDITIONS: Readonly<Record<ConditionKey, (values: string) => string>> = {
  country: (values) => `the country is ${values}`,
  controller: (values) => `the controller is ${values}`,
  capability: (values) => `the capability ${values} is active`,
  tag: (values) => `tagged ${values}`,
  emailDomain: (values) => `the email is at ${values}`,
  lossesBy: (values) => `losses are borne by ${values}`,
  template: (values) => `the template is ${values}`,
};

/** What an account must be, a phrase for each condition. */
export function conditionPhrases(when: AccountCondition, nameOf?: TemplateName): string[] {
  return (Object.keys(CONDITIONS) as ConditionKey[]).flatMap((condition) => {
    const values = when[condition]?.map((value) => conditionValue(condition, value, nameOf));
    return values ? [CONDITIONS[condition](either(values))] : [];
  });
}

const conditionWords = (when: AccountCondition, nameOf?: TemplateName) =>
  conditionPhrases(when, nameOf).join(' and ');

/** An assignment rule in a line. */
export const ruleWords = ({ when, template }: Rule, nameOf: TemplateName = byKey) =>
  `${conditionWords(when)} → ${nameOf(template)}`;

/** Why an account meets one condition of a rule, or does not: "the country is Italy, not France". */
export function verdictWords({ condition, holds, wanted, actual }: ConditionVerdict): string {
  const words = (values: readonly string[]) =>
    either(values.map((value) => conditionValue(condition, value)));
  const met = words(actual.filter((value) => wanted.includes(value)));
  if (holds) return CONDITIONS[condition](met);
  if (condition === 'capability') return `the capability ${words(wanted)} is not active`;
  if (condition === 'tag') return `not tagged ${words(wanted)}`;
  if (actual.length > 0) return `${CONDITIONS[condition](words(actual))}, not ${words(wanted)}`;
  return condition === 'country' ? 'the country is not known' : 'there is no email address';
}

/** What each kind of edit is of, as sentences call it. */
export const EDIT_KIND_WORDS: Readonly<Record<EditKind, string>> = {
  template: 'templates',
  rules: 'the assignment rules',
  assignment: 'assignments',
  override: 'overrides',
  tags: 'tags',
  governance: 'approval rules or guardrails',
};

/** What an approval rule asks for, and of which changes, in a sentence. */
export function approvalSentence({ when, approvers, by }: Omit<ApprovalRule, 'name'>): string {
  const { kinds, turnsOn, accountsOver } = when;
  const conditions = [
    turnsOn &&
      `turns on ${turnsOn === 'money_moving' ? 'something that moves money' : either(turnsOn.map(quoted))}`,
    accountsOver !== undefined &&
      `touches more than ${accountsOver.toLocaleString('en')} ${accountsOver === 1 ? 'account' : 'accounts'}`,
  ].filter(Boolean);
  const changes = kinds
    ? `A change of ${either(kinds.map((kind) => EDIT_KIND_WORDS[kind]))}`
    : conditions.length > 0
      ? 'Anything'
      : 'Every change';
  const that = conditions.length > 0 ? ` that ${conditions.join(' and ')}` : '';
  return `${changes}${that} needs ${approvalsWords(approvers, by)}.`;
}

function approvalsWords(approvers: number, by: ApprovalRule['by']): string {
  if (approvers === 0) return 'no approval';
  const whom = by === 'admin' ? (approvers === 1 ? ' by an admin' : ' by admins') : '';
  return `${approvers} ${approvers === 1 ? 'approval' : 'approvals'}${whom}`;
}

/** A cell in a sentence: its name has a comma in it. */
const quoted = (cell: Parameters<typeof cellName>[0]) => `“${cellName(cell)}”`;

/** What a guardrail never lets be, in a sentence. */
export function guardrailSentence(
  { of, never }: Pick<Guardrail, 'of' | 'never'>,
  nameOf: TemplateName = byKey,
): string {
  const each = (setting: 'on' | 'off') => {
    const cells = never.filter(({ is }) => is === setting).map(({ cell }) => quoted(cell));
    return cells.length > 0 && `${either(cells)} ${setting}`;
  };
  const what = [each('on'), each('off')].filter(Boolean).join(', or ');
  if ('template' in of) return `The template ${nameOf(of.template)} never turns ${what}.`;
  const where = conditionWords(of.accounts, nameOf);
  return `${where ? `An account where ${where}` : 'An account'} never has ${what}.`;
}

/** An approval rule in a line. */
export const approvalRuleWords = ({ name, ...rule }: ApprovalRule) =>
  `“${name}”: ${approvalSentence(rule)}`;

/** A guardrail in a line. */
export const guardrailWords = (guardrail: Guardrail) =>
  `“${guardrail.name}”: ${guardrailSentence(guardrail)}`;
