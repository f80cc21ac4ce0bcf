import type { OpenApiDocument } from './types';

/** What stands at the head of the document. */
export const INTRODUCTION = `Which Stripe Connect embedded components and features each connected account gets.

Machines send an API token (\`Authorization: Bearer sw_…\`), people have a session's cookie. Errors are problem documents (RFC 9457); go by their \`code\`. Every answer carries \`X-Request-Id\`. Lists come in pages: send \`nextCursor\` as \`cursor\` until it is null. Answers may come to have more members; pass over those you do not know.`;

/** What operations are grouped by: the beginning of their path, the longest first. */
const GROUPS: readonly [prefix: string, name: string, description: string][] = [
  ['/api/account-sessions', 'Sessions', 'Mint AccountSessions from the policy.'],
  ['/v1/', 'Drop-in', 'Takes what Stripe’s own clients send, and answers as Stripe does.'],
  ['/api/accounts/{id}/application-fees', 'Fees', ''],
  ['/api/accounts', 'Accounts', 'Connected accounts, their policy and its history.'],
  ['/api/search', 'Accounts', ''],
  ['/api/application-fees', 'Fees', 'Application fees, and refunds of them.'],
  ['/api/templates', 'Templates', 'What templates say, and who decided it.'],
  ['/api/rules', 'Rules', 'Assignment rules, approval rules and guardrails in force.'],
  ['/api/approvals', 'Rules', ''],
  ['/api/guardrails', 'Rules', ''],
  ['/api/changes', 'Changes', 'The only way policy changes: propose, review, apply, revert.'],
  ['/api/bulk-jobs', 'Bulk', 'One act for everything that a filter finds, or a file names.'],
  ['/api/catalog', 'Catalog', 'Components and features, and the forms of policy files.'],
  ['/api/policy-schema', 'Catalog', ''],
  ['/api/audit', 'Audit', 'Who did what, when and why.'],
  ['/api/drift', 'Drift', 'Where Stripe’s answers differ from what was predicted.'],
  ['/api/mirror', 'Mirror', 'Keeps accounts as Stripe has them.'],
  ['/api/webhooks', 'Mirror', ''],
  ['/api/notice', 'Notices', 'Who is told of changes, and every delivery.'],
  ['/api/tokens', 'Tokens', 'API tokens.'],
  ['/api/users', 'People', 'Users and invitations.'],
  ['/api/invitations', 'People', ''],
  ['/api/', 'Service', 'Health, metrics, and this document.'],
];

/** The group of a path. */
export function tagOf(path: string): string {
  return GROUPS.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'Service';
}

export const TAGS: OpenApiDocument['tags'] = GROUPS.filter(
  ([, , description]) => description !== '',
).map(([, name, description]) => ({ name, description }));

export const HEADERS: OpenApiDocument['components']['headers'] = {
  RequestId: {
    description:
      'The request’s id, also in logs and the audit; the caller’s own where it sent one.',
    schema: { type: 'string' },
  },
  RetryAfter: {
    description: 'Seconds after which trying again makes sense.',
    schema: { type: 'string' },
  },
};

export const SECURITY: OpenApiDocument['components']['securitySchemes'] = {
  token: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API token; which scopes it needs stands at each operation.',
  },
  key: {
    type: 'http',
    scheme: 'basic',
    description:
      'The same token as the user’s name, without a password, as Stripe’s clients send keys.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'next-auth.session-token',
    description:
      'A person who is signed in; what they may do depends on their role. With https the cookie is called `__Host-next-auth.session-token`. What is not a GET must come from the same origin.',
  },
};
