import { stringify } from 'yaml';
import { CONDITION_KEYS } from '../condition-keys';
import type { AccountCondition, ApprovalRule, Guardrail } from '../governance';
import type { Rule } from '../rules';
import {
  type AccountInFile,
  inCatalogOrder,
  type OverrideInFile,
  type PlatformPolicy,
  type TemplateInFile,
} from './policy';
import { type FileKind, schemaUrl } from './schemas';

/** YAML that comes out the same for the same value: one form, no folding, keys in the order given. */
const yaml = (value: unknown) => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });

/** The first line of a file: it tells editors where its schema is published. */
export const schemaLine = (origin: string, kind: FileKind) =>
  `# yaml-language-server: $schema=${schemaUrl(origin, kind)}\n`;

/** The same object with these keys in this order, and without those that say nothing. */
function ordered<T extends object>(object: T, keys: readonly (keyof T)[]): Partial<T> {
  const said = keys.flatMap((key) => (object[key] === undefined ? [] : [[key, object[key]]]));
  return Object.fromEntries(said);
}

const ruleValue = ({ when, template }: Rule) => ({
  when: ordered<AccountCondition>(when, CONDITION_KEYS),
  template,
});

const approvalValue = ({ name, when, approvers, by }: ApprovalRule) => ({
  name,
  when: ordered(when, ['kinds', 'turnsOn', 'accountsOver']),
  approvers,
  by,
});

const guardrailValue = ({ name, of, never }: Guardrail) => ({
  name,
  of: 'accounts' in of ? { accounts: ordered(of.accounts, CONDITION_KEYS) } : of,
  never: never.map(({ cell, is }) => ({ cell, is })),
});

const templateValue = ({ name, extends: parent, settings }: TemplateInFile) => ({
  name,
  ...(parent !== null && { extends: parent }),
  settings: inCatalogOrder(settings),
});

const overrideValue = ({ setting, note, expiresAt }: OverrideInFile) => ({
  setting,
  ...(note !== null && { note }),
  ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
});

/** One account's lines of accounts.yaml, to stand below its first line. */
export function accountLines({ account, template, tags, overrides }: AccountInFile): string {
  const cells = Object.entries(inCatalogOrder(overrides));
  const value = {
    ...(template !== null && { template }),
    ...(tags.length > 0 && { tags: [...tags].sort() }),
    ...(cells.length > 0 && {
      overrides: Object.fromEntries(cells.map(([cell, one]) => [cell, overrideValue(one)])),
    }),
  };
  return yaml({ accounts: { [account]: value } }).replace(/^accounts:\n/, '');
}

/** The lines of accounts.yaml above the accounts; `any` says whether there are any. */
export const accountsHead = (origin: string, any: boolean) =>
  `${schemaLine(origin, 'accounts')}accounts:${any ? '' : ' {}'}\n`;

/** The name of a template's file. */
export const templatePath = (key: string) => `templates/${key}.yaml`;

/**
 * A platform's policy as files, by path: templates in use, rules, approval rules and guardrails.
 * Accounts are written line by line (`accountsHead`, `accountLines`), because there can be many.
 */
export function writePolicy(
  policy: Omit<PlatformPolicy, 'accounts'>,
  origin: string,
): Map<string, string> {
  const file = (kind: FileKind, value: unknown) => schemaLine(origin, kind) + yaml(value);
  const { rules, approvals, guardrails } = policy;
  const templates = [...policy.templates.values()]
    .filter(({ archived }) => !archived)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return new Map([
    ...templates.map((state): [string, string] => [
      templatePath(state.key),
      file('template', templateValue(state)),
    ]),
    ['rules.yaml', file('rules', { default: rules.default, rules: rules.rules.map(ruleValue) })],
    ['approvals.yaml', file('approvals', { rules: approvals.rules.map(approvalValue) })],
    [
      'guardrails.yaml',
      file('guardrails', { guardrails: guardrails.guardrails.map(guardrailValue) }),
    ],
  ]);
}
