import type { Route } from 'next';
import type { Component } from '@/lib/domain/catalog';
import { type AddressDraft, type DraftQuery, draftQuery } from '@/lib/domain/draft-address';
import { withQuery } from '../ui/pager';

/** What a merchant's view is of, as its address says. */
export interface Address {
  account: string;
  component?: Component | undefined;
  /** Whether missing places leave an outline. */
  missing: boolean;
  /** A past moment of which the view is, as ISO 8601. */
  at?: string | undefined;
  /** `template:<key>`, `account:<id>`, `draft`, or `now` beside a past moment. */
  against?: string | undefined;
  /** Edits that are not saved. They stay in the address while something else is looked at. */
  draft?: DraftQuery | undefined;
}

/** The address of a merchant's view. */
export function viewHref({ account, component, missing, at, against, draft }: Address): Route {
  const href = withQuery(`/accounts/${encodeURIComponent(account)}/view`, {
    component,
    missing: missing ? undefined : '0',
    at,
    against,
    ...draft,
  });
  // Both may stand in a query as they are, and a draft is full of them.
  return href.replaceAll('%3A', ':').replaceAll('%2C', ',') as Route;
}

/** The address of an account's view beside edits that are not saved; null where they are too many. */
export function draftHref(account: string, edits: AddressDraft): Route | null {
  const draft = draftQuery(edits);
  return draft && viewHref({ account, missing: true, against: 'draft', draft });
}
