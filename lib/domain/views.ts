import type { CeilingCode } from './ceiling';
import type { Cell } from './cells';
import type { DiffLine } from './diff';
import type { Edit, SubjectKind } from './edits';
import type { Actor } from './permissions';
import type { AssignedBy } from './policy';
import type { DecidedSetting, Settings } from './settings';
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

/** One account with its assignment and overrides. */
export interface AccountDetail extends Omit<AccountSummary, 'overrides'> {
  traits: Traits;
  defaultCurrency: string | null;
  stripeCreatedAt: string | null;
  syncedAt: string;
  /** The revision of the account's policy, to send as `expectedRevision`. */
  revision: number;
  assignment: { template: string; by: AssignedBy; explicit: string | null };
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

/** One template with what it says and what it stands on. */
export interface TemplateDetail extends TemplateSummary {
  settings: Settings;
  /** Its ancestors, nearest first, with what each says. */
  ancestors: (TemplateRef & { revision: number; settings: Settings })[];
  children: TemplateRef[];
}

/** Who did something, as it is kept beside what was done. */
export type ActorRef = Pick<Actor, 'kind' | 'id' | 'name'>;

export type ChangeStatus =
  | 'draft'
  | 'in_review'
  | 'approved'
  | 'rejected'
  | 'scheduled'
  | 'applied'
  | 'failed'
  | 'reverted';

/** How far a change reaches. */
export interface Impact {
  /** Accounts whose layers the change touches: their own, their template's or their rules'. */
  accounts: number;
}

/** A change: what was asked, by whom and why, and what it did. */
export interface ChangeView {
  /** null for a dry run, and for a change that would change nothing. */
  id: string | null;
  status: ChangeStatus | 'dry_run' | 'unchanged';
  reason: string;
  actor: ActorRef;
  createdAt: string;
  appliedAt: string | null;
  edits: Edit[];
  diff: DiffLine[];
  impact: Impact;
}

export type AuditResult = 'succeeded' | 'failed' | 'refused';

/** One line of the audit. A null result of a mint means that its end is not known. */
export interface AuditView {
  id: string;
  at: string;
  actor: ActorRef;
  action: string;
  subject: { kind: SubjectKind | string; id: string };
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

/** The figures of the overview. */
export interface Overview {
  at: string;
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
