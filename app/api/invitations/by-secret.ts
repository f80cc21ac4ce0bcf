import { SYSTEM } from '@/lib/domain/permissions';
import { routeFor } from '@/lib/http/route';
import { log } from '@/lib/log';
import { now } from '@/lib/time';

/**
 * The wrapper of routes that nobody is signed in for: the secret in the body is the credential, and
 * the verb behind it the only one to judge it. In the log it is the product itself that acts.
 */
export const bySecret = routeFor({
  authenticate: async () => SYSTEM,
  log: (line, level) => log[level](line, 'request'),
  clock: now,
  kind: { credentials: 'none' },
});
