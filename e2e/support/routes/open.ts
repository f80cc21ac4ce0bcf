/** One method of a route that asks nobody for anything, with what it answers to everybody. */
export interface OpenCase {
  route: string;
  method: string;
  path: string;
  body?: unknown;
  /** What everybody is answered, whoever they are. */
  status: number;
}

const SECRET = 'x'.repeat(43);

/** Routes that ask nobody for anything, each for a reason. */
const OPEN: readonly OpenCase[] = [
  // Load balancers have no credentials, and the answers say nothing of policy.
  { route: '/api/health', method: 'GET', path: '/api/health', status: 200 },
  { route: '/api/ready', method: 'GET', path: '/api/ready', status: 200 },
  // The secret in the body is the credential: people.spec.ts tells what they refuse.
  {
    ...{ route: '/api/invitations/accept', method: 'POST', path: '/api/invitations/accept' },
    ...{ body: { secret: SECRET }, status: 400 },
  },
  {
    ...{ route: '/api/invitations/look-up', method: 'POST', path: '/api/invitations/look-up' },
    ...{ body: {}, status: 400 },
  },
  // Editors fetch it, and have no credentials; it says what the README says.
  {
    ...{ route: '/api/policy-schema/[name]', method: 'GET' },
    ...{ path: '/api/policy-schema/template', status: 200 },
  },
  // Clients and their makers fetch it; it says nothing of anybody's policy.
  { route: '/api/openapi.json', method: 'GET', path: '/api/openapi.json', status: 200 },
  // Stripe's signature over the body is the credential: webhooks.spec.ts tells what it refuses.
  {
    ...{ route: '/api/webhooks/stripe', method: 'POST', path: '/api/webhooks/stripe' },
    ...{ body: {}, status: 400 },
  },
];

const ALL = ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'] as const;

/** They say only that there is no such route. */
const NOWHERE: readonly OpenCase[] = ['/api', '/v1'].flatMap((root) =>
  ALL.map((method) => ({
    ...{ route: `${root}/[...path]`, method, path: `${root}/nothing/of/ours` },
    status: 404,
  })),
);

/** Says that Stripe itself has to be asked for all but making a session. */
const NOT_SERVED: readonly OpenCase[] = ALL.filter((method) => method !== 'POST').map((method) => ({
  ...{ route: '/v1/account_sessions', method, path: '/v1/account_sessions' },
  status: 404,
}));

export const OPEN_ROUTES: readonly OpenCase[] = [...OPEN, ...NOT_SERVED, ...NOWHERE];
