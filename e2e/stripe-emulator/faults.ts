import {
  type IncomingMessage,
  type ServerResponse,
  validateHeaderName,
  validateHeaderValue,
} from 'node:http';
import { errorBody } from './errors';

const kinds = ['latency', 'hang', 'reset', 'lost', 'status', 'html'] as const;

/** Kinds that are executed all the same; the answer of one that is `lost` never arrives. */
const executed: ReadonlySet<Fault['kind']> = new Set(['latency', 'lost']);

/** Whether the request is executed, whatever becomes of its answer. */
export const isExecuted = ({ kind }: Fault): boolean => executed.has(kind);

/** A way in which the API misbehaves. */
export interface Fault {
  kind: (typeof kinds)[number];
  /** The beginning of the paths it applies to; all of the API unless given. */
  path?: string;
  method?: string;
  /** What to answer: for `status` 500 and for `html` 502 unless given. */
  status?: number;
  /** How long to wait first, whatever the kind. */
  latencyMs?: number;
  /** How many more requests it applies to; without it, all until it is cleared. */
  times?: number;
  headers?: Record<string, string>;
}

/** The faults in force, oldest first. */
export class FaultBoard {
  #faults: Fault[] = [];

  /** Adds a fault as it came in a JSON body; throws an Error that says what is wrong with it. */
  add(given: unknown): Fault {
    const fault = readFault(given);
    this.#faults.push(fault);
    return fault;
  }

  /** The fault that meets this request, the oldest that fits, counted as used. */
  take(method: string, path: string): Fault | undefined {
    const fault = this.#faults.find(
      (one) => path.startsWith(one.path ?? '') && (one.method ?? method) === method,
    );
    if (fault?.times === undefined) return fault;
    fault.times -= 1;
    if (fault.times === 0) this.#faults = this.#faults.filter((one) => one !== fault);
    return fault;
  }

  toArray(): Fault[] {
    return [...this.#faults];
  }

  clear(): void {
    this.#faults = [];
  }
}

/** Answers in place of the API, or does not answer at all. Gives the status that was sent. */
export function misbehave(
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): number | null {
  // A hung request keeps its socket until the client, or the end of the process, closes it.
  if (fault.kind === 'hang') return null;
  if (fault.kind === 'reset') {
    request.socket.resetAndDestroy();
    return null;
  }
  const html = fault.kind === 'html';
  const status = fault.status ?? (html ? 502 : 500);
  const body = html
    ? `<!doctype html><html><head><title>${status}</title></head><body><h1>Bad gateway</h1></body></html>\n`
    : faultBody(status, requestId);
  response.writeHead(status, {
    'Content-Type': html ? 'text/html; charset=utf-8' : 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Request-Id': requestId,
    ...(status === 429 && { 'Stripe-Rate-Limited-Reason': 'global-rate' }),
    ...fault.headers,
  });
  response.end(body);
  return status;
}

function faultBody(status: number, requestId: string): string {
  if (status === 429) {
    const message = 'Too many requests at once. Wait a little before sending more.';
    return errorBody({ status, code: 'rate_limit', message }, requestId);
  }
  const type = status >= 500 ? 'api_error' : 'invalid_request_error';
  return errorBody({ status, type, message: `A fault was asked for: ${status}.` }, requestId);
}

function readFault(given: unknown): Fault {
  if (typeof given !== 'object' || given === null) throw new Error('A fault is a JSON object.');
  const { kind, path, method, status, latencyMs, times, headers, ...rest } = given as Record<
    string,
    unknown
  >;
  const [extra] = Object.keys(rest);
  if (extra !== undefined) throw new Error(`A fault has no '${extra}'.`);
  const known = kinds.find((one) => one === kind);
  if (!known) throw new Error(`kind must be one of ${kinds.join(', ')}.`);
  if (known === 'latency' && latencyMs === undefined) throw new Error('latency needs latencyMs.');
  return {
    kind: known,
    path: optionalText('path', path),
    method: optionalText('method', method)?.toUpperCase(),
    status: optionalInteger('status', status, 200, 599),
    latencyMs: optionalInteger('latencyMs', latencyMs, 0, 600_000),
    times: optionalInteger('times', times, 1, 1_000_000),
    headers: readHeaders(headers),
  };
}

function optionalText(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new Error(`${name} must be a string.`);
}

function optionalInteger(
  name: string,
  value: unknown,
  min: number,
  max: number,
): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) {
    return value;
  }
  throw new Error(`${name} must be an integer from ${min} to ${max}.`);
}

function readHeaders(value: unknown): Record<string, string> {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null) throw new Error('headers must be an object.');
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => {
      validateHeaderName(name);
      validateHeaderValue(name, String(text));
      return [name, String(text)];
    }),
  );
}
