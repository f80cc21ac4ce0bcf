import { createHash } from 'node:crypto';
import { StripeFailure } from './errors';
import type { FormHash } from './form';

/** An answer as it was first given. */
export interface SavedAnswer {
  status: number;
  body: string;
  requestId: string;
}

interface Entry {
  path: string;
  fingerprint: string;
  begunAt: number;
  answer?: SavedAnswer;
}

/** A request that may execute: it must be either kept or dropped. */
export interface Claim {
  replay?: undefined;
  keep(answer: SavedAnswer): void;
  drop(): void;
}

const keptForMs = 24 * 60 * 60 * 1000;
const maxKeyLength = 255;
const maxEntries = 10_000;

/** The answers of requests that carried an idempotency key. In memory only: they hold secrets. */
export class IdempotencyStore {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Claims a key for a request, or gives what to replay. A key belongs to one API key, one path
   * and one set of parameters, in whatever order they were sent.
   */
  begin(
    apiKey: string,
    key: string,
    path: string,
    params: FormHash,
  ): Claim | { replay: SavedAnswer } {
    if (key.length > maxKeyLength) throw refusal(`may have at most ${maxKeyLength} characters.`);
    const id = JSON.stringify([apiKey, key]);
    const fingerprint = fingerprintOf(params);
    const known = this.#fresh(id);
    if (known) {
      if (known.path !== path) throw refusal(`was first used for '${known.path}'.`, key);
      if (known.fingerprint !== fingerprint) throw refusal('came with other parameters.', key);
      if (!known.answer) throw inUse(key);
      return { replay: known.answer };
    }
    const entry: Entry = { path, fingerprint, begunAt: this.#now() };
    this.#entries.set(id, entry);
    this.#trim();
    return {
      keep: (answer) => {
        entry.answer = answer;
      },
      drop: () => {
        if (this.#entries.get(id) === entry) this.#entries.delete(id);
      },
    };
  }

  clear(): void {
    this.#entries.clear();
  }

  #fresh(id: string): Entry | undefined {
    const entry = this.#entries.get(id);
    if (!entry?.answer || this.#now() - entry.begunAt < keptForMs) return entry;
    this.#entries.delete(id);
    return undefined;
  }

  #trim(): void {
    if (this.#entries.size <= maxEntries) return;
    for (const [id, entry] of this.#entries) {
      if (!entry.answer) continue;
      this.#entries.delete(id);
      return;
    }
  }
}

function fingerprintOf(params: FormHash): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(params)))
    .digest('base64');
}

/** A hash as a list of pairs in one fixed order. */
function sorted(hash: FormHash): unknown[] {
  const keys = Object.keys(hash).sort();
  return keys.map((key) => {
    const value = hash[key];
    return [key, typeof value === 'object' ? sorted(value) : value];
  });
}

function refusal(why: string, key?: string): StripeFailure {
  const name = key === undefined ? 'An idempotency key' : `The idempotency key '${key}'`;
  return new StripeFailure({
    status: 400,
    type: 'idempotency_error',
    message: `${name} ${why} Use another key for another request.`,
  });
}

function inUse(key: string): StripeFailure {
  return new StripeFailure({
    status: 409,
    code: 'idempotency_key_in_use',
    message: `Another request with the idempotency key '${key}' is still in progress. Try again later.`,
  });
}
