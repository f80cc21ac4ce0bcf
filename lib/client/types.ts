// Types alone, which no build keeps: the client runs without anything else of Switchyard.
import type { describeCatalog } from '../domain/catalog/describe';
import type { ChangeInput } from '../domain/edits';
import type { ResolvedPolicy } from '../domain/policy';
import type {
  AccountDetail,
  AccountSummary,
  ChangeDetail,
  ChangeStatus,
  ChangeSummary,
  ChangeView,
  DriftView,
  TemplateDetail,
  TemplateSummary,
} from '../domain/views';

/** A value as JSON carries it: moments are texts. */
type Json<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Json<T[K]> } : T;

/** What is handed over and not altered. */
type Given<T> = T extends object ? { readonly [K in keyof T]: Given<T[K]> } : T;

export type Account = AccountDetail;
export type AccountInList = AccountSummary;
export type Policy = ResolvedPolicy;
export type Template = TemplateDetail;
export type TemplateInList = TemplateSummary;
export type Change = Json<ChangeView>;
export type ChangeWithEvents = Json<ChangeDetail>;
export type ChangeInList = ChangeSummary;
export type DriftInList = DriftView;
export type Catalog = Json<ReturnType<typeof describeCatalog>>;
export type ChangeRequest = Given<ChangeInput>;
export type { ChangeStatus };

/** Ends a call early; it is then rejected with the signal's reason. */
export interface CallOptions {
  signal?: AbortSignal;
}

/** Which accounts: all of these have to be met. */
export interface AccountQuery {
  /** Part of the name, id, email or a tag. */
  q?: string;
  template?: string;
  country?: string;
  controller?: AccountSummary['controller'];
  /** A capability that is active. */
  capability?: string;
  tag?: string;
  /** A cell that Stripe's ceiling changes from what the account's layers want. */
  limited?: string;
  /** Whether it has overrides in force. */
  deviating?: boolean;
  /** Whether an override in force has an expiry. */
  expiring?: boolean;
  disconnected?: boolean;
  /** Whether Stripe answered its last session otherwise than predicted. */
  drifting?: boolean;
}

/** Which changes. */
export interface ChangeQuery {
  status?: ChangeStatus;
  /** Those on their way: drafts, in review, approved, scheduled, failed. */
  open?: boolean;
  /** Part of the reason, or the beginning of the id. */
  q?: string;
  /** The author's id. */
  author?: string;
}

/** Which drift. */
export interface DriftQuery {
  account?: string;
  cell?: string;
  /** Also what has ended. */
  past?: boolean;
}
