import { ACCOUNT_ROUTES } from './routes/accounts';
import { BULK_ROUTES } from './routes/bulk';
import { CHANGE_ROUTES } from './routes/changes';
import { DROP_IN_ROUTES } from './routes/drop-in';
import { FEE_ROUTES } from './routes/fees';
import { MIRROR_ROUTES } from './routes/mirror';
import { NOTICE_ROUTES } from './routes/notices';
import { PEOPLE_ROUTES } from './routes/people';
import { POLICY_ROUTES } from './routes/policy';
import type { RouteCase } from './routes/route-case';

export * from './routes/route-case';

/** Written out by hand, apart from the product's own table, so that either's error shows. */
export const ROUTES: readonly RouteCase[] = [
  ...ACCOUNT_ROUTES,
  ...DROP_IN_ROUTES,
  ...FEE_ROUTES,
  ...MIRROR_ROUTES,
  ...POLICY_ROUTES,
  ...CHANGE_ROUTES,
  ...BULK_ROUTES,
  ...PEOPLE_ROUTES,
  ...NOTICE_ROUTES,
];

export { OPEN_ROUTES } from './routes/open';
