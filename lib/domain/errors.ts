import type { Actor, Permission } from './permissions';

/** Every error that leaves the product has one of these codes. */
export type ErrorCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'component_not_allowed'
  | 'account_not_found'
  | 'not_found'
  | 'conflict'
  | 'account_disconnected'
  | 'no_component_enabled'
  | 'guardrail_broken'
  | 'invalid_request'
  | 'payload_too_large'
  | 'rate_limited'
  | 'stripe_rejected'
  | 'stripe_unavailable'
  | 'stripe_timeout'
  | 'database_unavailable'
  | 'internal';

/** One thing wrong with the input; `pointer` is an RFC 6901 pointer into the request body. */
export interface InputError {
  pointer: string;
  message: string;
}

/** What may accompany an error, beside its code and its sentence. */
export interface ErrorExtras {
  errors?: readonly InputError[];
  /** Seconds after which trying again makes sense. */
  retryAfter?: number;
  /** Further members for the problem document; never secrets. */
  members?: Readonly<Record<string, unknown>>;
  cause?: unknown;
  /** For the audit of denials, never for who asked: who it was, and what they lack. */
  denied?: { actor: Actor; permission?: Permission };
}

/**
 * The one error class of the product. `message` is a sentence for the person or machine that
 * asked, and says what to do next; it is safe to show.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly errors: readonly InputError[] | undefined;
  readonly retryAfter: number | undefined;
  readonly members: Readonly<Record<string, unknown>> | undefined;
  readonly denied: ErrorExtras['denied'];

  constructor(code: ErrorCode, message: string, extras: ErrorExtras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.code = code;
    this.errors = extras.errors;
    this.retryAfter = extras.retryAfter;
    this.members = extras.members;
    this.denied = extras.denied;
  }
}

/** An `invalid_request` with its places; the first message doubles as the sentence. */
export function invalid(...errors: [InputError, ...InputError[]]): AppError {
  return new AppError('invalid_request', errors[0].message, { errors });
}

/** A `not_found` for a thing that has a name, e.g. `notFound('template', 'retail')`. */
export function notFound(kind: string, id: string): AppError {
  return new AppError('not_found', `There is no ${kind} "${id}".`);
}
