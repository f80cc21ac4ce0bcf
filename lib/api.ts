import 'server-only';
import { authenticate } from './auth';
import { routeFor } from './http/route';
import { log } from './log';

/** The wrapper that every API route of the product stands in. */
export const route = routeFor({
  authenticate,
  log: (line, level) => log[level](line, 'request'),
});
