import type { CeilingCode } from './ceiling';
import type { Cell } from './cells';
import type { Act } from './change-acts';
import type { Drift, Part } from './conflicts';
import type { DiffLine } from './diff';
import type { Edit, SubjectKind } from './edits';
import type { Impact } from './impact';
import type { Actor, Role } from './permissions';
import type { AssignedBy } from './policy';
import type { DecidedSetting, Settings } from './settings';
import type { TouchedAccount } from './touched';
import type { ControllerKind, Traits } from './traits';

/** One keyset page; `nextCursor` is null on the last one. */
export interface Page<T> {
  data: T[];
  nextCursor: string | null;
}

/** A template as another thing refers to it. */
export interface TemplateRef {
  key: string;
  name: string;
}

/** Accounts are counted up to this many: a figure this high means "at least". */
export const COUNT_CAP = 10_000;

/** As far as they are counted while a page waits for it. */
export const PAGE_COUNT_CAP = 1_000;

/** How many accounts a filter finds, and how many of those have overrides in force. */
export interface AccountCounts {
  accounts: number;
  deviating: number;
  /** Whether counting ended before all accounts were counted: both figures mean "at least" then. */
  capped: boolean;
}

/** One account in a list. */
export interface AccountSummary {
  id: string;
  name: string;
  email: string | null;
  country: string | null;
  controller: ControllerKind;
  tags: string[];
  template: TemplateRef & { by: AssignedBy };
  /** How many cells the account's own overrides in force decide. */
  overrides: number;
  disconnectedAt: string | null;
}

/** One override in force or expired, with the change that made it. */
export interface OverrideView {
  cell: Cell;
  setting: DecidedSetting;
  note: string | null;
  expiresAt: string | null;
  decidedAt: string;
  changeId: string;
  /** Who made it and why, as the change says. */
  by: string;
  reason: string;
}

/** What one account has of its own: explicit assignment, tags, overrides in force. */
export interface AccountStateView {
  account: string;
  /** To send as `expectedRevision`. */
  revision: number;
  template: string | null;
  tags: string[];
  overrides: Partial<
    Record<Cell, { setting: DecidedSetting; note: string | null; expiresAt: string | null }>
  >;
}

/** Who decided what a template says of a cell: the change since which it has said so. */
export interface CellDecision {
  template: string;
  /** The revision since which the template has said this without a break. */
  revision: number;
  setting: DecidedSetting;
  decidedAt: string;
  changeId: string;
  by: string;
  reason: string;
}

/** One account with its assignment and overrides. */
export interface AccountDetail extends Omit<AccountSummary, 'overrides'> {
  traits: Traits;
  defaultCurrency: string | null;
  stripeCreatedAt: string | null;
  syncedAt: string;
  /** The revision of the account's policy, to send as `expectedRevision`. */
  revision: number;
  assignment: {
    template: string;
    by: AssignedBy;
    explicit: string | null;
    /** What the rules and the default give, whether or not a template is assigned explicitly. */
    byRules: { template: string; by: AssignedBy };
  };
  overrides: OverrideView[];
}

/** One template in a list. */
export interface TemplateSummary extends TemplateRef {
  revision: number;
  extends: TemplateRef | null;
  archived: boolean;
  /** How many cells the template itself decides. */
  cells: number;
  /** How many accounts have it, by whatever way. */
  accounts: number;
  isDefault: boolean;
  updatedAt: string;
}

/** One template in a list that also says what each says. */
export type TemplateWithSettings = TemplateSummary & { settings: Settings };

/** One template with what it says and what it stands on. */
export interface TemplateDetail extends TemplateSummary {
  settings: Settings;
  /** Its ancestors, nearest first, with what each says. */
  ancestors: (TemplateRef & { revision: number; settings: Settings })[];
  children: TemplateRef[];
}

/** Who did something, as it is kept beside what was done. */
export type ActorRef = Pick<Actor, 'kind' | 'id' | 'name'>;

/** Where a change is still on its way, and where it has come to its end. */
export const OPEN_STATUSES = ['draft', 'in_review', 'approved', 'scheduled', 'failed'] as const;
export const DONE_STATUSES = ['applied', 'rejected', 'reverted'] as const;
export const CHANGE_STATUSES = [...OPEN_STATUSES, ...DONE_STATUSES] as const;
export type ChangeStatus = (typeof CHANGE_STATUSES)[number];

/** Whether a change is still on its way. */
export function isOpen(status: ChangeStatus): boolean {
  return (OPEN_STATUSES as readonly ChangeStatus[]).includes(status);
}

/** A change: what it asks for, by whom and why, what it does, and how far it has come. */
export interface ChangeView {
  /** null for a dry run, and for a change that would change nothing. */
  id: string | null;
  status: ChangeStatus | 'dry_run' | 'unchanged';
  reason: string;
  actor: ActorRef;
  createdAt: string;
  appliedAt: string | null;
  /** When it is to be applied by itself. */
  applyAt: string | null;
  /** Counts the edits of its content. */
  version: number;
  /** What an approval is of: the content and what it would do now; null where it no longer applies. */
  pin: string | null;
  edits: Edit[];
  diff: DiffLine[];
  /** With the first accounts that it touches, by name; null where they are not known. */
  impact: Impact & { sample: Page<TouchedAccount> | null };
  /** What approvals it needs, which rules ask for them, and how many are missing. */
  requirement: {
    approvers: number;
    admins: number;
    rules: string[];
    missing: { approvers: number; admins: number };
  };
  /** Approvals of this version; one that no longer counts was for something else. */
  approvals: { by: { id: string; name: string }; role: Role; at: string; counts: boolean }[];
  /** What whoever asks may do to it now. */
  acts: Act[];
  /** Why it can no longer be applied, or why it failed. */
  problem: string | null;
  /** The change that it takes back, and the changes that take it back. */
  reverts: string | null;
  revertedBy: string[];
  /** Names of what its diff is about, by kind and id. */
  names: Readonly<Record<string, string>>;
}

/** One change in a list. */
export interface ChangeSummary
  extends Pick<ChangeView, 'reason' | 'actor' | 'createdAt' | 'appliedAt' | 'applyAt' | 'reverts'> {
  id: string;
  status: ChangeStatus;
  /** How many lines its diff had when it was last weighed. */
  lines: number;
  /** How many accounts it touches, as far as is known. */
  accounts: number | null;
  /** Whether its author took it back, where its status is `rejected`. */
  withdrawn: boolean;
}

/** A change on its way, as what it touches tells of it. */
export type OpenChange = Pick<
  ChangeSummary,
  'id' | 'status' | 'reason' | 'actor' | 'createdAt' | 'applyAt'
>;

/** What stands against a change on its way. */
export interface ChangeConflicts {
  /** What is no longer as it was when the change was made. */
  drift: Drift[];
  /** Other changes on their way that touch the same. */
  others: (OpenChange & { parts: Part[] })[];
}

/** One thing that happened to a change. */
export interface ChangeEvent {
  at: string;
  actor: ActorRef;
  action: string;
  /** A comment, or the reason that was given. */
  words: string | null;
}

/** One change with all that happened to it. */
export interface ChangeDetail extends ChangeView {
  id: string;
  events: ChangeEvent[];
  /** A guardrail that it would break now. */
  breach: { guardrail: string; name: string; cell: Cell } | null;
  conflicts: ChangeConflicts;
}

export type AuditResult = 'succeeded' | 'failed' | 'refused';

/** One line of the audit. A null result of a mint means that its end is not known. */
export interface AuditView {
  id: string;
  at: string;
  actor: ActorRef;
  action: string;
  /** What the act was about, with its present name where it has one. */
  subject: { kind: SubjectKind | string; id: string; name: string | null };
  changeId: string | null;
  reason: string | null;
  before: unknown;
  after: unknown;
  requestId: string;
  outcome: {
    at: string;
    result: AuditResult;
    code: string | null;
    detail: unknown;
  } | null;
}

/** A cell at which Stripe's answer for an account is not what was predicted. */
export interface DriftView {
  account: { id: string; name: string };
  /** A cell of the catalog, or one that only Stripe knows. */
  cell: string;
  /** What each side said; null where it did not name the cell. */
  predicted: boolean | null;
  answered: boolean | null;
  /** In how many sessions it was seen, as long as both sides said the same. */
  count: number;
  firstSeen: string;
  lastSeen: string;
  /** When a later session was as predicted; null while none was. */
  endedAt: string | null;
}

/** The figures of the overview. */
export interface Overview {
  at: string;
  /** Of which moment the figures by template, of mints and of ceilings are. */
  countedAt: string;
  /** Templates in use by number of accounts; deviating ones have overrides in force. */
  templates: (TemplateRef & { accounts: number; deviating: number })[];
  /** Overrides about to expire, the soonest first. */
  expiring: {
    account: { id: string; name: string };
    cell: Cell;
    setting: DecidedSetting;
    expiresAt: string;
  }[];
  /** The latest changes; `lines` counts what differs. */
  changes: { id: string; reason: string; by: string; at: string; lines: number }[];
  /** Mints by UTC day and by how they ended, oldest day first. */
  mints: { day: string; succeeded: number; failed: number; refused: number; unknown: number }[];
  /** Ceilings that keep most accounts from what a layer wants. */
  ceilings: { cell: Cell; code: CeilingCode; accounts: number }[];
}
