import 'server-only';
import Stripe from 'stripe';
import { type Dispatcher, Pool } from 'undici';
import { countStripeRequest } from '@/lib/metrics/count';
import { inSpan } from '@/lib/trace';

/** Most connections to Stripe at once; whoever needs one more waits, within the time it has. */
const MOST_CONNECTIONS = 256;

/** How long a connection that nobody uses is kept. Stripe names a shorter time where it wants one. */
const KEPT_MS = 60_000;

/** The base class, whose methods are all to be overridden; the SDK exports it by this way only. */
const { HttpClient, HttpClientResponse } = Stripe;

/**
 * A request's path as an operation: every second part from the third on is an id, as in
 * `/v1/accounts/:id`, and so is whatever does not look like a word of Stripe's.
 */
export function operationOf(method: string, path: string): string {
  const parts = path.replace(/\?.*$/, '').split('/').slice(1);
  const named = parts.map((part, index) => {
    const isId = index >= 2 && index % 2 === 0;
    return !isId && /^[a-z][a-z_]{0,40}$|^v\d$/.test(part) ? part : ':id';
  });
  return `${method.toUpperCase()} /${named.join('/')}`;
}

/** How an attempt ended, in a word. */
export function outcomeOf(status: number): string {
  if (status === 429) return 'rate_limited';
  if (status >= 500) return 'server_error';
  return status >= 400 ? 'client_error' : 'ok';
}

const codeOf = (error: unknown) => (error as { code?: unknown }).code;

/** Errors of a connection that was closed, by the names that the SDK knows them under. */
function named(error: Error): Error {
  const closed = codeOf(error) === 'UND_ERR_SOCKET';
  return closed
    ? Object.assign(new Error(error.message, { cause: error }), { code: 'ECONNRESET' })
    : error;
}

/** An answer: its head, and its body once that has come. */
class Answer extends HttpClientResponse {
  constructor(
    status: number,
    headers: Record<string, string>,
    private readonly body: Promise<string>,
  ) {
    super(status, headers);
  }

  override getRawResponse(): unknown {
    return this;
  }

  override async toJSON(): Promise<unknown> {
    let text: string;
    try {
      text = await this.body;
    } catch (error) {
      throw HttpClient.makeResponseBodyError(error);
    }
    return this._parseResponseBody(text);
  }
}

/** What is heard of one request. Nothing of it may take longer than `timeout` milliseconds to come. */
class Hearing implements Dispatcher.DispatchHandler {
  readonly answer: Promise<Answer>;
  private resolve: (answer: Answer) => void = () => undefined;
  private reject: (error: Error) => void = () => undefined;
  private done: (text: string) => void = () => undefined;
  private broken: (error: Error) => void = () => undefined;
  private readonly chunks: Buffer[] = [];
  private readonly timer: NodeJS.Timeout;
  private abort: ((reason: Error) => void) | undefined;
  private over: Error | undefined;

  constructor(timeout: number) {
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.timer = setTimeout(() => {
      this.over = HttpClient.makeTimeoutError();
      if (this.abort) this.abort(this.over);
      else this.reject(this.over);
    }, timeout);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.over) controller.abort(this.over);
    else this.abort = (reason) => controller.abort(reason);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[]>,
  ): void {
    if (status < 200) return;
    const body = new Promise<string>((done, broken) => {
      this.done = done;
      this.broken = broken;
    });
    // Whoever reads the head alone is not told of a body that breaks off.
    body.catch(() => undefined);
    this.resolve(new Answer(status, headers as Record<string, string>, body));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.timer);
    const [only] = this.chunks;
    const whole = this.chunks.length === 1 && only ? only : Buffer.concat(this.chunks);
    this.done(whole.toString('utf8'));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    clearTimeout(this.timer);
    const known = this.over ?? named(error);
    this.reject(known);
    this.broken(known);
  }
}

/** The SDK's way to Stripe over a bounded pool of connections that are kept. */
class PooledClient extends HttpClient {
  private readonly pools = new Map<string, Pool>();

  override getClientName(): string {
    return 'node';
  }

  override makeRequest(
    ...[host, port, path, method, headers, body, protocol, timeout]: Parameters<
      Stripe.HttpClient['makeRequest']
    >
  ): Promise<Answer> {
    const hearing = new Hearing(timeout);
    this.poolOf(`${protocol}://${host}:${port}`).dispatch(
      {
        path,
        method: method as Dispatcher.HttpMethod,
        headers: headers as Record<string, string>,
        body: body || null,
      },
      hearing,
    );
    return hearing.answer;
  }

  private poolOf(origin: string): Pool {
    let pool = this.pools.get(origin);
    if (!pool) {
      // Time is kept for each request, to the millisecond; undici's own is coarser.
      const noLimit = { headersTimeout: 0, bodyTimeout: 0 };
      pool = new Pool(origin, {
        connections: MOST_CONNECTIONS,
        keepAliveTimeout: KEPT_MS,
        ...noLimit,
      });
      this.pools.set(origin, pool);
    }
    return pool;
  }
}

/** A client for the SDK with each attempt measured and in the trace. Of what is sent only the operation shows. */
export function measuredHttpClient(): Stripe.HttpClient {
  const client = new PooledClient();
  const send = client.makeRequest.bind(client);
  client.makeRequest = (host, port, path, method, ...rest) => {
    const operation = operationOf(method, path);
    const started = performance.now();
    const count = (outcome: string) =>
      countStripeRequest(operation, outcome, (performance.now() - started) / 1000);
    return inSpan(`stripe ${operation}`, { 'server.address': host }, async (say) => {
      try {
        const response = await send(host, port, path, method, ...rest);
        const status = response.getStatusCode();
        say({ 'http.response.status_code': status });
        count(outcomeOf(status));
        return response;
      } catch (error) {
        count(codeOf(error) === 'ETIMEDOUT' ? 'timeout' : 'unreachable');
        throw error;
      }
    });
  };
  return client as unknown as Stripe.HttpClient;
}
