/** The part of Stripe's error object that depends on the failure. */
export interface FailureDetails {
  status: number;
  type?: 'invalid_request_error' | 'idempotency_error' | 'api_error';
  code?: string;
  message: string;
  param?: string;
  headers?: Record<string, string>;
  /**
   * Whether an idempotency key remembers this failure. Stripe remembers only what an endpoint
   * answered once it began to execute: a request refused at the door may be mended and sent again
   * under the same key.
   */
  executed?: boolean;
}

/** A failure that is answered in Stripe's error shape. */
export class StripeFailure extends Error {
  readonly details: FailureDetails;

  constructor(details: FailureDetails) {
    super(details.message);
    this.name = 'StripeFailure';
    this.details = details;
  }
}

/** Renders a failure as the body that Stripe would send. */
export function errorBody(details: FailureDetails, requestId: string): string {
  const { type = 'invalid_request_error', code, message, param } = details;
  return JSON.stringify({
    error: {
      code,
      doc_url: code && `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
      message,
      param,
      request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
      type,
    },
  });
}

/** One or more parameters that the endpoint does not know. */
export function unknownParameters(params: readonly string[]): StripeFailure {
  const noun = params.length === 1 ? 'parameter' : 'parameters';
  return new StripeFailure({
    status: 400,
    code: 'parameter_unknown',
    message: `Received unknown ${noun}: ${params.join(', ')}`,
    param: params[0],
  });
}

/** A required parameter that was not sent. */
export function missingParameter(param: string): StripeFailure {
  return new StripeFailure({
    status: 400,
    code: 'parameter_missing',
    message: `Missing required param: ${param}.`,
    param,
  });
}

/** A parameter whose value cannot be used. */
export function invalidParameter(param: string, message: string, code?: string): StripeFailure {
  return new StripeFailure({ status: 400, code, message, param });
}

/**
 * A property that is no reference to another object; only the part of the path that cannot be followed
 * is named. No object here has any that can be expanded.
 */
export function cannotExpand(path: string): StripeFailure {
  const [part] = path.split('.');
  return new StripeFailure({
    status: 400,
    message: `This property cannot be expanded (${part}).`,
  });
}

/** A value that breaks a rule of the account: the endpoint had begun to execute. */
export function ruleBroken(message: string, param?: string): StripeFailure {
  return new StripeFailure({ status: 400, message, param, executed: true });
}

/** An account that does not exist for this key, or no longer does. */
export function accountInvalid(maskedKey: string, account: string): StripeFailure {
  return new StripeFailure({
    status: 403,
    code: 'account_invalid',
    message:
      `The provided key '${maskedKey}' does not have access to account '${account}' ` +
      '(or that account does not exist). Application access may have been revoked.',
  });
}

/** A path, or a method on a path, that the API does not have. */
export function unrecognizedUrl(method: string, path: string): StripeFailure {
  return new StripeFailure({
    status: 404,
    message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  });
}
