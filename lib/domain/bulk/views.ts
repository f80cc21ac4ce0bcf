import type { Requirement } from '../approvals';
import type { Breach } from '../guardrails';
import type { Impact } from '../impact';
import type { TouchedAccount } from '../touched';
import type { ActorRef, ChangeStatus } from '../views';
import type { BulkAct } from './acts';
import type { JobStatus } from './job-life';

/** An account that stands for all that a job does the same to. */
export interface BulkExample extends TouchedAccount {
  /** How many accounts it stands for, itself among them. */
  accounts: number;
}

/** What a job would do: what resolving every account by itself would give. */
export interface BulkImpact extends Impact {
  /** Accounts that the filter finds, or the file names. */
  matched: number;
  /** Accounts that are so already. */
  unchanged: number;
  /** Accounts that would be left as they are, because a rule or a guardrail does not let them change. */
  refused: number;
  /** Why, by the first of them. */
  problems: { message: string; accounts: number }[];
  /** Guardrails that do not hold, for the first of those accounts. */
  breaches: Breach[];
  /** The approvals that the job as a whole needs. */
  requirement: Requirement;
  examples: BulkExample[];
}

/** What a look at a job gives, or the start of one that would alter nothing. */
export interface BulkPreview {
  id: null;
  status: 'dry_run' | 'unchanged';
  impact: BulkImpact;
}

/** How far a job has come, in accounts; all of these together are `matched`. */
export interface BulkCounts {
  matched: number;
  applied: number;
  /** In changes that wait for somebody: approval, or to be applied. */
  waiting: number;
  /** In changes that were rejected or withdrawn. */
  rejected: number;
  unchanged: number;
  refused: number;
  /** Not looked at yet. */
  left: number;
}

/** A job in the list of jobs. */
export interface BulkJobSummary {
  id: string;
  status: JobStatus;
  /** null for a file. */
  act: BulkAct | null;
  filter: Record<string, string | boolean> | null;
  file: string | null;
  reason: string;
  actor: ActorRef;
  createdAt: string;
  endedAt: string | null;
  /** Why it stands still, where that was nobody's wish. */
  halted: string | null;
  counts: BulkCounts;
}

/** One chunk of a job. */
export interface BulkChunkView {
  number: number;
  accounts: number;
  change: string;
  status: ChangeStatus;
}

/** A job with its newest chunks and its first refusals. */
export interface BulkJobView extends BulkJobSummary {
  /** When something last happened to it. */
  movedAt: string;
  impact: BulkImpact;
  moves: ('pause' | 'resume' | 'cancel')[];
  chunks: BulkChunkView[];
  /** How many chunks there are in all. */
  chunkCount: number;
  /** Accounts that were left as they are. */
  refusals: { account: string; name: string; message: string }[];
}
