import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ACCOUNT_ROUTES } from './routes/accounts';
import { CHANGE_ROUTES } from './routes/changes';
import { NOTICE_ROUTES } from './routes/notices';
import { PEOPLE_ROUTES } from './routes/people';
import { POLICY_ROUTES } from './routes/policy';
import type { RouteCase } from './routes/route-case';

export * from './routes/route-case';

/** Written out by hand, apart from the product's own table, so that either's error shows. */
export const ROUTES: readonly RouteCase[] = [
  ...ACCOUNT_ROUTES,
  ...POLICY_ROUTES,
  ...CHANGE_ROUTES,
  ...PEOPLE_ROUTES,
  ...NOTICE_ROUTES,
];

/** Routes that ask nobody for anything, each for a reason. */
export const OPEN_ROUTES = [
  // Signing in is what they are for; next-auth guards them.
  '/api/auth/[...nextauth]',
  // Load balancers have no credentials, and the answers say nothing of policy.
  '/api/health',
  '/api/ready',
  // The secret in the body is the credential: people.spec.ts tells what they refuse.
  '/api/invitations/accept',
  '/api/invitations/look-up',
  // Says only that there is no such route.
  '/api/[...path]',
];

/** Every method of every API route in the source, as `GET /api/accounts`. */
export function routesInSource(): string[] {
  const app = fileURLToPath(new URL('../../app', import.meta.url));
  return readdirSync(path.join(app, 'api'), { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'route.ts')
    .flatMap((file) => {
      const route = `/api/${path.dirname(file).split(path.sep).join('/')}`;
      const text = readFileSync(path.join(app, 'api', file), 'utf8');
      if (OPEN_ROUTES.includes(route)) return [];
      return [...text.matchAll(/^export (?:const|async function|function) ([A-Z]+)\b/gm)].map(
        ([, method]) => `${method} ${route}`,
      );
    })
    .sort();
}
