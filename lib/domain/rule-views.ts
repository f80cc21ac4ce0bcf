import type { Approvals, Guardrails } from './governance';
import type { AssignedBy } from './policy';
import type { RuleVerdict } from './rule-match';
import type { Rules } from './rules';
import type { ActorRef } from './views';

/** Where what is in force comes from: who decided it, in which change, when and why. */
export interface Origin {
  changeId: string;
  by: ActorRef;
  at: string;
  reason: string;
}

/** The assignment rules in force. */
export type RulesView = Rules & { decided: Origin };

/** How many accounts one rule matches; what became of them adds up to that. */
export interface RuleCount {
  matching: number;
  /** They have their template by this rule. */
  taking: number;
  /** This rule would be theirs, but a template is assigned to them explicitly. */
  explicit: number;
  /** An earlier rule matches them too. */
  earlier: number;
}

/** How the accounts spread over the rules of a revision, in their order, and the default. */
export interface RuleCounts {
  revision: number;
  accounts: number;
  /** Accounts with an explicit assignment, for which no rule is asked. */
  explicit: number;
  rules: RuleCount[];
  /** Accounts that no rule matches; `taking` are those that have the default template by that. */
  default: Pick<RuleCount, 'matching' | 'taking' | 'explicit'>;
}

/** What the rules in force say of one account. */
export interface RuleTrial {
  account: { id: string; name: string };
  revision: number;
  template: string;
  by: AssignedBy;
  /** What rules and default give, whether or not a template is assigned explicitly. */
  byRules: { template: string; by: AssignedBy };
  rules: RuleVerdict[];
}

/** The approval rules in force. */
export type ApprovalsView = Approvals & { decided: Origin };

/** The guardrails in force. */
export type GuardrailsView = Guardrails & { decided: Origin };

/** How many templates or accounts a guardrail does not hold for today, by its name. */
export interface GuardrailCounts {
  revision: number;
  broken: { guardrail: string; templates: number; accounts: number }[];
}
