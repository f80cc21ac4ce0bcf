import type { AppError, ErrorCode } from '@/lib/domain/errors';
import { redactText } from '@/lib/domain/redact';
import { stripeDetailOf } from '@/lib/domain/stripe-refusals';
import { asResponse, type Reply } from './reply';
import { stripeHeaders } from './stripe-headers';

interface Shown {
  status: number;
  type?: 'api_error';
  /** Left out where Stripe has no code for it either. */
  code?: string;
  /** Whether sending the same again may help; Stripe's clients go by it. */
  again?: true;
}

/**
 * The one map from error codes to what Stripe's clients expect: the status picks the class of error
 * that they raise. A code without an entry does not compile.
 */
const SHOWN: Readonly<Record<ErrorCode, Shown>> = {
  invalid_request: { status: 400 },
  unauthenticated: { status: 401 },
  forbidden: { status: 403, code: 'forbidden' },
  component_not_allowed: { status: 403, code: 'component_not_allowed' },
  no_component_enabled: { status: 403, code: 'no_component_enabled' },
  guardrail_broken: { status: 403, code: 'guardrail_broken' },
  account_not_found: { status: 403, code: 'account_invalid' },
  account_disconnected: { status: 403, code: 'account_invalid' },
  not_found: { status: 404 },
  conflict: { status: 409, again: true },
  payload_too_large: { status: 413 },
  rate_limited: { status: 429, code: 'rate_limit', again: true },
  internal: { status: 500, type: 'api_error', again: true },
  stripe_rejected: { status: 502, type: 'api_error' },
  stripe_unavailable: { status: 503, type: 'api_error', again: true },
  database_unavailable: { status: 503, type: 'api_error', again: true },
  stripe_timeout: { status: 504, type: 'api_error', again: true },
};

/** Codes that Stripe documents. */
const DOCUMENTED = new Set([
  'account_invalid',
  'idempotency_key_in_use',
  'parameter_invalid_empty',
  'parameter_missing',
  'parameter_unknown',
  'rate_limit',
]);

/** The status that a code has in Stripe's shape. */
export const shownAs = (code: ErrorCode): number => SHOWN[code].status;

/** What Stripe refused for what the caller asked is the caller's to mend, not a fault in between. */
function shownOf(error: AppError): Shown {
  const asked = stripeDetailOf(error)?.status === 400;
  return error.code === 'stripe_rejected' && asked ? { status: 400 } : SHOWN[error.code];
}

/** An error in the shape in which Stripe answers errors. */
export function stripeProblemReply(error: AppError, requestId: string): Reply {
  const { status, type = 'invalid_request_error', code: own, again } = shownOf(error);
  const said = stripeDetailOf(error);
  const code = said?.code ?? own;
  const headers: Record<string, string> = {
    ...stripeHeaders(requestId),
    'content-type': 'application/json',
  };
  if (error.retryAfter !== undefined) headers['retry-after'] = String(error.retryAfter);
  if (error.code === 'unauthenticated') {
    headers['www-authenticate'] = 'Bearer realm="Switchyard"';
  }
  if (!again) headers['stripe-should-retry'] = 'false';
  const body = {
    error: {
      type: type === 'api_error' ? type : (said?.type ?? type),
      ...(code && { code }),
      ...(code && DOCUMENTED.has(code) && { doc_url: docUrl(code) }),
      message: error.message,
      ...(said?.param && { param: said.param }),
    },
  };
  return { status, headers, body: redactText(JSON.stringify(body)) };
}

/** The same as a web `Response`. */
export const stripeProblem = (error: AppError, requestId: string): Response =>
  asResponse(stripeProblemReply(error, requestId));

const docUrl = (code: string) => `https://docs.stripe.com/error-codes#${code.replaceAll('_', '-')}`;
