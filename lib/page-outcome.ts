import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';

/** How the page of one request came out. */
export interface PageOutcome {
  /** Set where it could not be read for want of a database: the request's id. */
  databaseAway?: string;
}

// Next bundles pages apart from the server that they run in: only the process is common.
const holder = globalThis as { pageOutcomes?: AsyncLocalStorage<PageOutcome> };

function outcomes(): AsyncLocalStorage<PageOutcome> {
  holder.pageOutcomes ??= new AsyncLocalStorage();
  return holder.pageOutcomes;
}

/** Serves a request; what its page notes is found in `outcome`. */
export function withPageOutcome<T>(outcome: PageOutcome, serve: () => T): T {
  return outcomes().run(outcome, serve);
}

/** The page that is being made has no database to be read from. */
export function noteDatabaseAway(requestId: string): void {
  const outcome = outcomes().getStore();
  if (outcome) outcome.databaseAway ??= requestId;
}
