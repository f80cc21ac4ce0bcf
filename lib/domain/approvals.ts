import type { Cell } from './cells';
import type { Edit } from './edits';
import type { ApprovalRule, EditKind } from './governance';
import { MONEY_MOVING } from './money-moving';
import { type Outcome, turnedOn } from './outcome';
import type { Role } from './permissions';

/** Which kind an edit is of. */
export function kindOf(edit: Edit): EditKind {
  switch (edit.op) {
    case 'template.create':
    case 'template.update':
    case 'template.archive':
      return 'template';
    case 'rules.replace':
      return 'rules';
    case 'account.assign':
      return 'assignment';
    case 'account.override':
      return 'override';
    case 'account.tag':
      return 'tags';
    case 'approvals.replace':
    case 'guardrails.replace':
      return 'governance';
  }
}

/** Whether a change is one of what governs changes: approval rules or guardrails. */
export function governs(edits: readonly Edit[]): boolean {
  return edits.some((edit) => kindOf(edit) === 'governance');
}

/** What approval rules see of a job, whichever of its chunks they look at. */
export interface Whole {
  accounts: number;
  kinds: readonly EditKind[];
  /** Cells that it turns on for some account. */
  turnsOn: readonly Cell[];
}

/** What of a change decides which approval rules apply to it. */
export interface Weighed {
  edits: readonly Edit[];
  outcome: Outcome;
  /** How many accounts it touches. */
  accounts: number;
  /** The job that it is a chunk of: rules see all of that, lest cutting it up got round them. */
  whole?: Whole | null;
}

/** Whether a rule applies to a change: every condition that it gives must hold. */
export function applies({ when }: ApprovalRule, change: Weighed): boolean {
  const { kinds, turnsOn, accountsOver } = when;
  const { edits, outcome, whole } = change;
  const accounts = Math.max(change.accounts, whole?.accounts ?? 0);
  if (accountsOver !== undefined && accounts <= accountsOver) return false;
  const own = [...edits.map(kindOf), ...(whole?.kinds ?? [])];
  if (kinds && !own.some((kind) => kinds.includes(kind))) return false;
  if (turnsOn === undefined) return true;
  const guarded: ReadonlySet<Cell> = turnsOn === 'money_moving' ? MONEY_MOVING : new Set(turnsOn);
  return [...turnedOn(outcome), ...(whole?.turnsOn ?? [])].some((cell) => guarded.has(cell));
}

/** How many people must approve a change, how many of them admins, and which rules ask for it. */
export interface Requirement {
  approvers: number;
  admins: number;
  rules: readonly string[];
}

/** What a change needs where no rule asks for anything. */
export const NOTHING_REQUIRED: Requirement = { approvers: 0, admins: 0, rules: [] };

/**
 * What approvals a change needs: the most that any rule asks for which applies to it. A rule that
 * asks for none takes nothing away from the others.
 */
export function requirementOf(rules: readonly ApprovalRule[], change: Weighed): Requirement {
  const asking = rules.filter((rule) => rule.approvers > 0 && applies(rule, change));
  const most = (some: readonly ApprovalRule[]) =>
    Math.max(0, ...some.map(({ approvers }) => approvers));
  return {
    approvers: most(asking),
    admins: most(asking.filter(({ by }) => by === 'admin')),
    rules: asking.map(({ name }) => name),
  };
}

/** One person's approval of a change, of exactly what it would have done then. */
export interface Approval {
  /** The user who gave it, and the role in which. */
  by: string;
  role: Role;
  /** The change's pin at that time. */
  pin: string;
  /** The moment for which the change was scheduled then: it does not count for a sooner one. */
  notBefore: Date | null;
}

/** Whether an approval is of what the change would do now; one that is not never counts again. */
export function isOfPin(approval: Approval, pin: string | null): boolean {
  return pin !== null && approval.pin === pin;
}

/** Whether an approval allows the change to be applied at a moment. */
export function allowsAt({ notBefore }: Approval, at: Date): boolean {
  return notBefore === null || notBefore.getTime() <= at.getTime();
}

/** How many approvals are still missing. Two approvals of one person count as one. */
export function missing(
  required: Requirement,
  approvals: readonly Approval[],
): { approvers: number; admins: number } {
  const people = new Set(approvals.map(({ by }) => by));
  const admins = new Set(approvals.filter(({ role }) => role === 'admin').map(({ by }) => by));
  return {
    approvers: Math.max(0, required.approvers - people.size),
    admins: Math.max(0, required.admins - admins.size),
  };
}

/** Whether the approvals are all that is required. */
export function suffice(required: Requirement, approvals: readonly Approval[]): boolean {
  const lacking = missing(required, approvals);
  return lacking.approvers === 0 && lacking.admins === 0;
}
