import type { Cell } from './cells';
import type { Approvals, Guardrails } from './governance';
import type { Rules } from './rules';
import type { DecidedSetting, Settings } from './settings';

/** What one revision of a template says. */
export interface TemplateState {
  key: string;
  revision: number;
  name: string;
  extends: string | null;
  settings: Settings;
  archived: boolean;
}

/** One override as an account's revision keeps it. */
export interface OverrideState {
  setting: DecidedSetting;
  note: string | null;
  expiresAt: Date | null;
  decidedAt: Date;
  changeId: string;
}

/** Most tags that an account may have, and most that one edit may add or remove. */
export const MAX_TAGS = 30;

/**
 * What one revision of an account's policy says: its explicit assignment, its overrides, and its
 * tags, which rules read and which only edits change.
 */
export interface AccountState {
  account: string;
  revision: number;
  template: string | null;
  tags: readonly string[];
  overrides: Readonly<Partial<Record<Cell, OverrideState>>>;
}

/** All of policy that edits can touch or refer to, as the one door for writes loads it. */
export interface World {
  templates: Map<string, TemplateState>;
  accounts: Map<string, AccountState>;
  rules: Rules;
  approvals: Approvals;
  guardrails: Guardrails;
  /** How many accounts are explicitly assigned to a template; absent means none. */
  assigned: Map<string, number>;
}
