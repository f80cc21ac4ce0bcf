import { AppError, type ErrorCode } from '@/lib/domain/errors';
import { redactText } from '@/lib/domain/redact';
import { MACHINE_HEADERS } from './machine-headers';
import { asResponse, type Reply } from './reply';

/** The one map from error codes to HTTP; a code without an entry does not compile. */
export const STATUS: Readonly<Record<ErrorCode, readonly [status: number, title: string]>> = {
  invalid_request: [400, 'Invalid request'],
  unauthenticated: [401, 'Not signed in'],
  forbidden: [403, 'Not allowed'],
  component_not_allowed: [403, 'Component not allowed'],
  account_not_found: [404, 'Account not found'],
  not_found: [404, 'Not found'],
  conflict: [409, 'Conflict'],
  account_disconnected: [409, 'Account disconnected'],
  no_component_enabled: [409, 'No component enabled'],
  guardrail_broken: [409, 'Guardrail broken'],
  payload_too_large: [413, 'Payload too large'],
  rate_limited: [429, 'Too many requests'],
  internal: [500, 'Internal error'],
  stripe_rejected: [502, 'Stripe rejected the request'],
  stripe_unavailable: [503, 'Stripe unavailable'],
  database_unavailable: [503, 'Database unavailable'],
  stripe_timeout: [504, 'Stripe timed out'],
};

const INTERNAL = new AppError(
  'internal',
  'Something went wrong on our side. It was logged under this request id.',
);

/** Any error as one of the product's own; the unknown becomes fixed text, so that nothing leaks. */
export function knownError(error: unknown): AppError {
  return error instanceof AppError ? error : INTERNAL;
}

/** An error as an RFC 9457 problem document. */
export function problemReply(error: AppError, requestId: string): Reply {
  const [status, title] = STATUS[error.code];
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    ...MACHINE_HEADERS,
    'cache-control': 'no-store',
    'x-request-id': requestId,
  };
  if (error.retryAfter !== undefined) headers['retry-after'] = String(error.retryAfter);
  if (error.code === 'unauthenticated') headers['www-authenticate'] = 'Bearer';
  const body = {
    ...error.members,
    type: `urn:switchyard:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    requestId,
    ...(error.errors && { errors: error.errors }),
  };
  return { status, headers, body: redactText(JSON.stringify(body)) };
}

/** The same as a web `Response`. */
export const problem = (error: AppError, requestId: string): Response =>
  asResponse(problemReply(error, requestId));
