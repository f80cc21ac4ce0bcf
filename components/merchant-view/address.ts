import type { Route } from 'next';
import type { Component } from '@/lib/domain/catalog';
import { withQuery } from '../ui/pager';

/** What a merchant's view is of, as its address says. */
export interface Address {
  account: string;
  component?: Component | undefined;
  /** Whether missing places leave an outline. */
  missing: boolean;
  /** `template:<key>` or `account:<id>`. */
  against?: string | undefined;
}

/** The address of a merchant's view. */
export function viewHref({ account, component, missing, against }: Address): Route {
  return withQuery(`/accounts/${encodeURIComponent(account)}/view`, {
    component,
    missing: missing ? undefined : '0',
    against,
  });
}
