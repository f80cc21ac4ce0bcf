import { errorOf, SwitchyardError } from './errors';

export interface ClientOptions {
  /** Where Switchyard is: https://switchyard.example.com. */
  url: string;
  /** A token with the scopes that are needed; it stays on the server. */
  token: string;
  /** Time for one call with all its attempts, in milliseconds; 15,000 unless said. */
  timeoutMs?: number;
  /** Another `fetch`, e.g. with a proxy. */
  fetch?: typeof fetch;
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: unknown;
  /**
   * Whether the call may be sent again where it is not known if it was done. What Switchyard
   * refused without doing it is tried again in any case.
   */
  repeatable: boolean;
  signal?: AbortSignal | undefined;
}

/** Makes a call and gives its answer's JSON. */
export type Transport = <Answer>(call: Call) => Promise<Answer>;

const ATTEMPTS = 3;
const FIRST_WAIT_MS = 250;

/** Answers after which nothing was done, and waiting helps. */
const NOT_DONE = new Set([429]);
/** Answers after which something may have been done: a database can go away between doing and saying so. */
const PERHAPS_DONE = new Set([0, 502, 503, 504]);

/** Neither time that is over nor a refusal gets better by asking again. */
const FINAL = new Set(['timed_out', 'stripe_rejected']);

const mayRepeat = ({ status, code }: SwitchyardError, repeatable: boolean) =>
  !FINAL.has(code) && (NOT_DONE.has(status) || (repeatable && PERHAPS_DONE.has(status)));

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}

/** An attempt that brought no answer. What `fetch` throws may quote the request, so it is not kept. */
function lost(signal: AbortSignal, given: AbortSignal | undefined): unknown {
  if (given?.aborted) return given.reason;
  return signal.aborted
    ? new SwitchyardError({ code: 'timed_out', detail: 'Switchyard did not answer in time.' })
    : new SwitchyardError({ code: 'unreachable', detail: 'Switchyard cannot be reached.' });
}

/** The one way out: token, deadline, repeats where they are safe, errors of one type. */
export function transportOf(options: ClientOptions): Transport {
  const { url, token, timeoutMs = 15_000, fetch: send = fetch } = options;
  const base = url.replace(/\/+$/, '');

  async function attempt<Answer>({ method, path, body, signal }: Call, until: AbortSignal) {
    let response: Response;
    try {
      response = await send(base + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        cache: 'no-store',
        redirect: 'error',
        signal: until,
      });
      if (response.ok) return (await response.json()) as Answer;
    } catch {
      throw lost(until, signal);
    }
    throw await errorOf(response);
  }

  return async <Answer>(call: Call): Promise<Answer> => {
    const deadline = Date.now() + timeoutMs;
    const timeout = AbortSignal.timeout(timeoutMs);
    const until = call.signal ? AbortSignal.any([timeout, call.signal]) : timeout;
    for (let tried = 1; ; tried += 1) {
      try {
        return await attempt<Answer>(call, until);
      } catch (error) {
        if (!(error instanceof SwitchyardError) || tried >= ATTEMPTS) throw error;
        const pause = (error.retryAfter ?? 0) * 1000 || FIRST_WAIT_MS * 2 ** (tried - 1);
        if (!mayRepeat(error, call.repeatable) || Date.now() + pause >= deadline) throw error;
        await wait(pause, until);
      }
    }
  };
}
