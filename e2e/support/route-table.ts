import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
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
  // Editors fetch it, and have no credentials; it says what the README says.
  '/api/policy-schema/[name]',
  // Clients and their makers fetch it; it says nothing of anybody's policy.
  '/api/openapi.json',
  // Stripe's signature over the body is the credential: webhooks.spec.ts tells what it refuses.
  '/api/webhooks/stripe',
  // Says only that there is no such route.
  '/api/[...path]',
  '/v1/[...path]',
];

/** The folders of `app` that hold routes for machines. */
const ROOTS = ['api', 'v1'];

/** Every method of every API route in the source, as `GET /api/accounts`. */
export function routesInSource(): string[] {
  const app = fileURLToPath(new URL('../../app', import.meta.url));
  return ROOTS.flatMap((root) =>
    readdirSync(path.join(app, root), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.join(root, file),
    ),
  )
    .filter((file) => path.basename(file) === 'route.ts')
    .flatMap((file) => {
      const route = `/${path.dirname(file).split(path.sep).join('/')}`;
      const text = readFileSync(path.join(app, file), 'utf8');
      if (OPEN_ROUTES.includes(route)) return [];
      return [...text.matchAll(/^export (?:const|async function|function) ([A-Z]+)\b/gm)].map(
        ([, method]) => `${method} ${route}`,
      );
    })
    .sort();
}
