import type { ErrorCode } from '@/lib/domain/errors';
import { STATUS } from '@/lib/http/problem';
import type { RouteDescription } from '@/lib/http/route';
import { shownAs } from '@/lib/http/stripe-problem';
import type { Reference, ResponseObject, Schema } from './types';

/** What each code means to who gets it. */
const MEANING: Readonly<Record<ErrorCode, string>> = {
  invalid_request: 'Something is wrong with the input; `errors` says what and where.',
  unauthenticated: 'The credentials are missing, unknown, expired or revoked.',
  forbidden: 'The token lacks the scope, or the role may not do this.',
  component_not_allowed: 'The policy does not permit what was asked for.',
  account_not_found: 'Neither the mirror nor Stripe knows the account.',
  not_found: 'There is no such thing.',
  conflict: 'What this would act on is not, or no longer, in a state for it.',
  account_disconnected: 'The account is disconnected from the platform.',
  no_component_enabled: 'The policy enables no component that was asked for.',
  guardrail_broken: 'A guardrail would not hold any more; `breaches` says which and where.',
  payload_too_large: 'The body is too large.',
  rate_limited: 'Too many requests; try again after `Retry-After` seconds.',
  internal: 'Something went wrong on our side. The text is fixed.',
  stripe_rejected: 'Stripe refused the request; `stripe` has its own code and request id.',
  stripe_unavailable: 'Stripe cannot be reached; try again after `Retry-After` seconds.',
  database_unavailable: 'The database cannot be reached; try again after `Retry-After` seconds.',
  stripe_timeout: 'Stripe did not answer in time.',
};

export const CODES = Object.keys(STATUS) as ErrorCode[];

/** `not_found` becomes `NotFound`, the name of its response. */
const nameOf = (code: ErrorCode) =>
  code.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

const PROBLEM = { $ref: '#/components/schemas/Problem' };
const withId = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } };
const withWait = { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } };

function response(codes: readonly ErrorCode[], status: number): ResponseObject {
  const described = codes.map((code) => `\`${code}\`: ${MEANING[code]}`);
  return {
    description: described.join(' '),
    headers: { ...withId, ...((status === 429 || status === 503) && withWait) },
    content: {
      'application/problem+json': {
        schema: { allOf: [PROBLEM, { properties: { code: { enum: [...codes] } } }] },
      },
    },
  };
}

/** One shared response for each code. */
export const PROBLEM_RESPONSES: Record<string, ResponseObject> = Object.fromEntries(
  CODES.map((code) => [nameOf(code), response([code], STATUS[code][0])]),
);

const pointers: Schema = {
  type: 'array',
  description: 'Every place in the input that is wrong.',
  items: {
    type: 'object',
    properties: {
      pointer: { type: 'string', description: 'An RFC 6901 pointer; a parameter is `/its-name`.' },
      message: { type: 'string' },
    },
    required: ['pointer', 'message'],
  },
};

/** The schema of problem documents. */
export const PROBLEM_SCHEMA: Schema = {
  type: 'object',
  description:
    'An RFC 9457 problem document. Go by `code`; `detail` is a sentence for people that says what to do next. Some codes bring members of their own.',
  properties: {
    type: { type: 'string', examples: ['urn:switchyard:problem:conflict'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: CODES },
    requestId: { type: 'string' },
    errors: pointers,
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
};

/** The schema of errors in Stripe's shape. */
export const STRIPE_ERROR_SCHEMA: Schema = {
  type: 'object',
  description: 'An error in the shape in which Stripe answers errors.',
  properties: {
    error: {
      type: 'object',
      properties: {
        type: { type: 'string', examples: ['invalid_request_error'] },
        code: { type: 'string' },
        doc_url: { type: 'string', format: 'uri' },
        message: { type: 'string' },
        param: { type: 'string' },
      },
      required: ['type', 'message'],
    },
  },
  required: ['error'],
};

/** The errors that a route can answer: those that come with its wrapper and input, and its own. */
export function problemsOf(route: RouteDescription): ErrorCode[] {
  const { permission, kind, params, query, body, problems = [] } = route;
  const input = params ?? query ?? body;
  const codes = new Set<ErrorCode>([
    ...problems,
    ...(input ? (['invalid_request'] as const) : []),
    ...(body ? (['payload_too_large'] as const) : []),
    ...(kind.credentials === 'none' ? [] : (['unauthenticated', 'forbidden'] as const)),
    ...(permission === null ? [] : (['internal', 'database_unavailable'] as const)),
  ]);
  return CODES.filter((code) => codes.has(code));
}

/** The refusals of a route as responses, by status. */
export function refusalsOf(route: RouteDescription): Record<string, ResponseObject | Reference> {
  const stripe = route.kind.errors === 'stripe';
  const codes = problemsOf(route);
  const statusOf = (code: ErrorCode) => (stripe ? shownAs(code) : STATUS[code][0]);
  const statuses = [...new Set(codes.map(statusOf))].sort((a, b) => a - b);
  const refusal = (status: number) => {
    const own = codes.filter((code) => statusOf(code) === status);
    if (stripe) return stripeResponse(own);
    const [first, ...others] = own;
    return first && others.length === 0
      ? { $ref: `#/components/responses/${nameOf(first)}` }
      : response(own, status);
  };
  return Object.fromEntries(statuses.map((status) => [String(status), refusal(status)]));
}

function stripeResponse(codes: readonly ErrorCode[]): ResponseObject {
  return {
    description: codes.map((code) => MEANING[code]).join(' '),
    headers: withId,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/StripeError' } } },
  };
}
