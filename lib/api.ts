import 'server-only';
import { authenticate } from './auth';
import { authenticateAsKey } from './bearer';
import { noteDenial } from './data/denials';
import { openRouteFor } from './http/open-route';
import { readCsv } from './http/read-csv';
import { readForm } from './http/read-form';
import { routeFor } from './http/route';
import { stripeProblemReply } from './http/stripe-problem';
import { log } from './log';
import { countRequest } from './metrics/count';
import { rememberingScrapers } from './remember-scraper';
import { now } from './time';

const parts = {
  authenticate,
  log: (line: Record<string, unknown>, level: 'info' | 'error') => log[level](line, 'request'),
  observe: countRequest,
  denied: noteDenial,
  clock: now,
};

/** The wrapper that every API route of the product stands in. */
export const route = routeFor(parts);

/** The wrapper of routes that ask nobody who they are. */
export const openRoute = openRouteFor(parts);

/** The same as `route` for routes whose body is a CSV file. */
export const fileRoute = routeFor({ ...parts, read: readCsv, kind: { takes: 'text/csv' } });

/** The same for routes that Stripe's own clients call: a token as key, a form, errors in Stripe's shape. */
export const stripeRoute = routeFor({
  ...parts,
  authenticate: authenticateAsKey,
  read: readForm,
  refuse: stripeProblemReply,
  kind: {
    credentials: 'token_as_key',
    takes: 'application/x-www-form-urlencoded',
    errors: 'stripe',
  },
});

/** The same for who reads metrics, also while the database is away. */
export const scrapeRoute = routeFor({ ...parts, authenticate: rememberingScrapers(authenticate) });
