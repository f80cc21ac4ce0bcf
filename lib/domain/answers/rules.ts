import { z } from 'zod';
import { approvalRule, guardrail } from '../governance';
import type { ConditionVerdict, RuleVerdict } from '../rule-match';
import type {
  ApprovalsView,
  GuardrailCounts,
  GuardrailsView,
  Origin,
  RuleCounts,
  RulesView,
  RuleTrial,
} from '../rule-views';
import { rule } from '../rules';
import { accountRef, actor, assignedBy, at, count, uuid } from './common';
import { named } from './named';

named('Rule', 'An assignment rule: accounts that meet `when` get the template.', rule);
named(
  'ApprovalRule',
  'To which changes it applies, and how many approvals it asks for.',
  approvalRule,
);
named(
  'Guardrail',
  'What a template must never say, or no account of a kind may come to.',
  guardrail,
);

const decided = named(
  'Origin',
  'The change that decided what is in force.',
  z.object({ changeId: uuid, by: actor, at, reason: z.string() }),
) satisfies z.ZodType<Origin>;

const revision = count.meta({ description: 'To send as `expectedRevision` with edits.' });

const ruleCount = z.object({
  matching: count,
  taking: count.meta({ description: 'They have their template by this rule.' }),
  explicit: count.meta({ description: 'A template is assigned to them explicitly.' }),
  earlier: count.meta({ description: 'An earlier rule matches them too.' }),
});

const ruleCounts = named(
  'RuleCounts',
  'How the accounts spread over the rules, in their order, and the default.',
  z.object({
    revision: count,
    accounts: count,
    explicit: count,
    rules: z.array(ruleCount),
    default: ruleCount.omit({ earlier: true }),
  }),
) satisfies z.ZodType<RuleCounts>;

export const rulesInForce = named(
  'Rules',
  'The assignment rules in force.',
  z.object({
    revision,
    rules: z.array(rule),
    default: z.string().meta({ description: 'The template of accounts that no rule matches.' }),
    decided,
    counts: ruleCounts.optional().meta({ description: 'There with `?counts=true`.' }),
  }),
) satisfies z.ZodType<RulesView & { counts?: RuleCounts }>;

const words = z.array(z.string());

const verdict = z.object({
  condition: z.enum(['country', 'controller', 'capability', 'tag', 'emailDomain']),
  holds: z.boolean(),
  wanted: words,
  actual: words,
}) satisfies z.ZodType<ConditionVerdict>;

const ruleVerdict = z.object({
  template: z.string(),
  verdict: z.enum(['takes', 'matches_later', 'does_not_match']),
  conditions: z.array(verdict),
}) satisfies z.ZodType<RuleVerdict>;

export const ruleTrial = named(
  'RuleTrial',
  'What each rule says of one account, in their order.',
  z.object({
    account: accountRef,
    revision: count,
    template: z.string(),
    by: assignedBy,
    byRules: z.object({ template: z.string(), by: assignedBy }),
    rules: z.array(ruleVerdict),
  }),
) satisfies z.ZodType<RuleTrial>;

export const approvalsInForce = named(
  'Approvals',
  'The approval rules in force; without any, changes need no approval.',
  z.object({ revision, rules: z.array(approvalRule), decided }),
) satisfies z.ZodType<ApprovalsView>;

const guardrailCounts = named(
  'GuardrailCounts',
  'How many templates or accounts a guardrail does not hold for today.',
  z.object({
    revision: count,
    broken: z.array(z.object({ guardrail: z.string(), templates: count, accounts: count })),
  }),
) satisfies z.ZodType<GuardrailCounts>;

export const guardrailsInForce = named(
  'Guardrails',
  'The guardrails in force.',
  z.object({
    revision,
    guardrails: z.array(guardrail),
    decided,
    counts: guardrailCounts.optional().meta({ description: 'There with `?counts=true`.' }),
  }),
) satisfies z.ZodType<GuardrailsView & { counts?: GuardrailCounts }>;
