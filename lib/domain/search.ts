import type { ActorRef, ChangeStatus, TemplateRef } from './views';

/** One account that a search found: what tells it from others, and no more. */
export interface AccountHit {
  id: string;
  name: string;
  country: string | null;
  template: TemplateRef;
  disconnectedAt: string | null;
}

/** One change that a search found. */
export interface ChangeHit {
  id: string;
  reason: string;
  by: ActorRef['name'];
  at: string;
  status: ChangeStatus;
}

/** What a search found, the likeliest first; parts that the caller may not see are empty. */
export interface SearchResult {
  accounts: AccountHit[];
  templates: TemplateRef[];
  changes: ChangeHit[];
}
