import type { FormHash } from './form';

/** A request as it was received. There is no place for credentials or for an answer's body. */
export interface LoggedRequest {
  at: string;
  method: string;
  path: string;
  requestId: string;
  /** Nothing while the request is under way, and for one that never gets an answer. */
  status: number | null;
  params: FormHash;
  idempotencyKey: string | null;
  /** `Stripe-Version` as it was sent. */
  version: string | null;
  /** The kind of the fault that met the request. */
  fault: string | null;
}

const maxRequests = 10_000;
const secretLike = /(accs_secret_|[rs]k_(?:live|test)_)\w+/g;

/** A list that forgets its oldest entries. */
export class BoundedList<T> {
  readonly #max: number;
  #items: T[] = [];

  constructor(max: number) {
    this.#max = max;
  }

  push(item: T): void {
    this.#items.push(item);
    // Cutting rarely keeps the cost of a push constant.
    if (this.#items.length >= 2 * this.#max) this.#items = this.#items.slice(-this.#max);
  }

  toArray(): T[] {
    return this.#items.slice(-this.#max);
  }

  /** Takes out those that fit, oldest first. */
  take(fits: (item: T) => boolean): T[] {
    const all = this.toArray();
    this.#items = all.filter((item) => !fits(item));
    return all.filter(fits);
  }

  clear(): void {
    this.#items = [];
  }
}

/** The last requests, for tests to look at. */
export class RequestLog {
  readonly #requests = new BoundedList<LoggedRequest>(maxRequests);

  /** Logs a request and gives the entry, whose status is filled in once it is answered. */
  add(request: LoggedRequest): LoggedRequest {
    const entry = {
      ...request,
      path: redact(request.path),
      params: redactParams(request.params),
      idempotencyKey: request.idempotencyKey && redact(request.idempotencyKey),
      version: request.version && redact(request.version),
    };
    this.#requests.push(entry);
    return entry;
  }

  toArray(): LoggedRequest[] {
    return this.#requests.toArray();
  }

  /** Takes out what was answered, and what was asked before a moment: more becomes of neither. */
  drain(before: Date): LoggedRequest[] {
    const past = before.toISOString();
    return this.#requests.take(({ status, at }) => status !== null || at < past);
  }

  clear(): void {
    this.#requests.clear();
  }
}

/** A client that sends a secret where none belongs must not get it written down. */
function redact(text: string): string {
  return text.replace(secretLike, '$1[redacted]');
}

function redactParams(params: FormHash): FormHash {
  const written = JSON.stringify(params);
  const redacted = redact(written);
  return redacted === written ? params : JSON.parse(redacted);
}
