import { type Cell, cellsSaid } from '../cells';
import type { ApprovalRule, Approvals, Guardrail, Guardrails } from '../governance';
import type { Rule, Rules } from '../rules';
import type { DecidedSetting } from '../settings';
import type { TemplateState } from '../state';

/** A template as its file says it. */
export type TemplateInFile = Pick<TemplateState, 'key' | 'name' | 'extends' | 'settings'>;

/** One override as a file says it. */
export interface OverrideInFile {
  setting: DecidedSetting;
  note: string | null;
  expiresAt: Date | null;
}

/** What one account has of its own. */
export interface AccountInFile {
  account: string;
  template: string | null;
  tags: readonly string[];
  overrides: Readonly<Partial<Record<Cell, OverrideInFile>>>;
}

/** A policy as files say it; what has no file is null, and nothing is said of it. */
export interface PolicyInFiles {
  templates: ReadonlyMap<string, TemplateInFile>;
  rules: { rules: readonly Rule[]; default: string } | null;
  approvals: readonly ApprovalRule[] | null;
  guardrails: readonly Guardrail[] | null;
  accounts: ReadonlyMap<string, AccountInFile> | null;
}

/** A policy as a platform has it, with its revisions. */
export interface PlatformPolicy {
  /** Archived ones too. */
  templates: ReadonlyMap<string, TemplateState>;
  rules: Rules;
  approvals: Approvals;
  guardrails: Guardrails;
  /** Accounts that have something of their own or that files name; null where nobody asked. */
  accounts: ReadonlyMap<string, AccountInFile & { revision: number }> | null;
}

/** The same cells in the catalog's order, so that files and edits are the same whatever order they had. */
export function inCatalogOrder<T>(
  record: Readonly<Partial<Record<Cell, T>>>,
): Partial<Record<Cell, T>> {
  return Object.fromEntries(
    cellsSaid(record).flatMap(({ cell }) =>
      record[cell] === undefined ? [] : [[cell, record[cell]]],
    ),
  ) as Partial<Record<Cell, T>>;
}
