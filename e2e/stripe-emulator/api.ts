import type { IncomingMessage } from 'node:http';
import { createAccountSession } from './account-sessions';
import { createAccount, listAccounts, retrieveAccount } from './accounts-api';
import { authenticate } from './auth';
import {
  errorBody,
  invalidParameter,
  StripeFailure,
  unknownParameters,
  unrecognizedUrl,
} from './errors';
import { createRefund, listFees, listRefunds, retrieveFee } from './fees-api';
import { emptyHash, FormError, type FormHash, parseForm } from './form';
import { type Answer, header } from './http';
import { platformAccount, platformId } from './platform';
import type { World } from './world';

/** A request to the API with its parameters, or with the reason why they could not be read. */
export interface ApiRequest {
  method: string;
  path: string;
  params: FormHash;
  unreadable: StripeFailure | undefined;
  message: IncomingMessage;
  requestId: string;
}

type Endpoint = (world: World, params: FormHash, version: string) => object;

const defaultVersion = '2026-10-28.endive';

/** Reads the parameters of a request from its query and its form body. */
export function readParams(
  message: IncomingMessage,
  query: string,
  body: string,
): Pick<ApiRequest, 'params' | 'unreadable'> {
  const type = header(message, 'content-type') ?? '';
  if (body !== '' && !/^application\/x-www-form-urlencoded\b/i.test(type)) {
    const message = 'Invalid request: send the body as application/x-www-form-urlencoded.';
    return { params: emptyHash(), unreadable: new StripeFailure({ status: 400, message }) };
  }
  try {
    return { params: parseForm(body, parseForm(query)), unreadable: undefined };
  } catch (error) {
    if (!(error instanceof FormError)) throw error;
    return { params: emptyHash(), unreadable: formFailure(error) };
  }
}

/**
 * Answers a request as Stripe would. `wait` is called when the request has claimed its idempotency
 * key and not yet executed, or before it is refused: there a slow request spends its time.
 */
export async function answerApi(
  world: World,
  request: ApiRequest,
  wait: () => Promise<void>,
): Promise<Answer> {
  const { message, requestId } = request;
  const version = header(message, 'stripe-version') ?? defaultVersion;
  const key = header(message, 'idempotency-key');
  const base: Record<string, string> = {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-cache, no-store',
    'Request-Id': requestId,
    ...(isVersion(version) && { 'Stripe-Version': version }),
    ...(key && { 'Idempotency-Key': key }),
  };
  let refused: StripeFailure;
  try {
    const endpoint = admit(world, request, version);
    const answered = await execute(world, { ...request, version }, endpoint, key, wait);
    return { ...answered, headers: { ...base, ...answered.headers } };
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    refused = error;
  }
  await wait();
  const { status, headers } = refused.details;
  return { status, headers: { ...base, ...headers }, body: errorBody(refused.details, requestId) };
}

/** Everything that is checked before an idempotency key is looked at. */
function admit(world: World, request: ApiRequest, version: string): Endpoint {
  authenticate(world.secretKey, header(request.message, 'authorization'));
  if (!isVersion(version)) {
    throw new StripeFailure({ status: 400, message: `Invalid Stripe API version: ${version}` });
  }
  const onBehalfOf = header(request.message, 'stripe-account');
  if (onBehalfOf !== undefined) {
    // The app acts as the platform only; ignoring the header would hide that it did otherwise.
    throw new StripeFailure({
      status: 400,
      message: `A connected account ('${onBehalfOf}') cannot make this request: leave Stripe-Account out.`,
    });
  }
  const endpoint = findEndpoint(request.method, request.path);
  if (!endpoint) throw unrecognizedUrl(request.method, request.path);
  if (request.unreadable) throw request.unreadable;
  return endpoint;
}

async function execute(
  world: World,
  { method, path, params, requestId, version }: ApiRequest & { version: string },
  endpoint: Endpoint,
  key: string | undefined,
  wait: () => Promise<void>,
): Promise<Answer> {
  const claim =
    method === 'POST' && key
      ? world.idempotency.begin(world.secretKey, key, path, params)
      : undefined;
  if (claim?.replay) {
    await wait();
    const { status, body, requestId: original } = claim.replay;
    return {
      status,
      body,
      headers: { 'Idempotent-Replayed': 'true', 'Original-Request': original },
    };
  }
  try {
    await wait();
    const body = JSON.stringify(endpoint(world, params, version));
    claim?.keep({ status: 200, body, requestId });
    return { status: 200, headers: {}, body };
  } catch (error) {
    if (!(error instanceof StripeFailure && error.details.executed)) {
      claim?.drop();
      throw error;
    }
    const { status } = error.details;
    const body = errorBody(error.details, requestId);
    claim?.keep({ status, body, requestId });
    return { status, headers: {}, body };
  }
}

function findEndpoint(method: string, path: string): Endpoint | undefined {
  if (path === '/v1/account_sessions' && method === 'POST') return createAccountSession;
  const own = path === '/v1/account' || path === `/v1/accounts/${platformId}`;
  if (own && method === 'GET') return platformAccount;
  if (path === '/v1/accounts' && method === 'POST') return createAccount;
  if (path === '/v1/accounts' && method === 'GET') return listAccounts;
  const [, id] = /^\/v1\/accounts\/([\w%-]+)$/.exec(path) ?? [];
  if (id && method === 'GET') return (world, params) => retrieveAccount(world, params, id);
  return findFeeEndpoint(method, path);
}

function findFeeEndpoint(method: string, path: string): Endpoint | undefined {
  if (path === '/v1/application_fees' && method === 'GET') return listFees;
  const [, id, refunds] = /^\/v1\/application_fees\/([\w%-]+)(\/refunds)?$/.exec(path) ?? [];
  if (!id) return undefined;
  const act = refunds
    ? { GET: listRefunds, POST: createRefund }[method]
    : { GET: retrieveFee }[method];
  return act && ((world, params) => act(world, params, id));
}

function isVersion(version: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(?:\.[a-z]+)?(?:; ?[\w=]+)*$/.test(version);
}

function formFailure(error: FormError): StripeFailure {
  if (error.reason === 'depth') return unknownParameters([error.param ?? '']);
  if (error.reason === 'shape') {
    return invalidParameter(
      error.param ?? '',
      'Invalid object: sent both as a value and as a hash.',
    );
  }
  return new StripeFailure({ status: 400, message: 'Invalid request: not percent-encoded UTF-8.' });
}
