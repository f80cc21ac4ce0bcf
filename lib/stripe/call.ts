import 'server-only';
import pRetry from 'p-retry';
import { asAppError, isPassing, retryAfterOf, timedOut } from './errors';

/** Longest one attempt may take; Stripe answers a session in well under a second. */
const ATTEMPT_MS = 3_500;
const RETRIES = 2;
const FIRST_WAIT_MS = 250;

/** Options for the SDK that hold one attempt to its time. */
export interface Attempt {
  timeout: number;
  maxNetworkRetries: 0;
}

/**
 * Calls Stripe within a budget of milliseconds and comes back by its end, with an answer or with a
 * typed error. Passing trouble is tried again, twice at most, a 429 once, and never where Stripe
 * asks for a longer wait than is left. `send` must use one idempotency key for all attempts.
 */
export async function callStripe<T>(
  budgetMs: number,
  send: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  if (budgetMs <= 0) throw timedOut();
  const end = performance.now() + budgetMs;
  const left = () => end - performance.now();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timedOut()), budgetMs);
  });
  // The SDK repeats a closed connection once by itself, so an attempt gets half of what is left.
  // It takes a timeout of whole milliseconds only; of any other it says nothing, and waits for 80 s.
  const attempt = () => {
    const timeout = Math.max(1, Math.floor(Math.min(ATTEMPT_MS, left() / 2)));
    return send({ timeout, maxNetworkRetries: 0 });
  };
  const shouldRetry = (error: Error, attemptNumber: number) =>
    isPassing(error) &&
    left() > FIRST_WAIT_MS * 4 &&
    !(isRateLimit(error) && attemptNumber > 1) &&
    (retryAfterOf(error) ?? 0) * 1000 < FIRST_WAIT_MS;
  // Most calls need one attempt, and p-retry's work for it is a good part of that.
  const attempts = attempt().catch((first: Error) => {
    let failed = false;
    return pRetry(
      () => {
        if (failed) return attempt();
        failed = true;
        throw first;
      },
      {
        retries: RETRIES,
        minTimeout: FIRST_WAIT_MS,
        randomize: true,
        maxRetryTime: left(),
        shouldRetry: ({ error, attemptNumber }) => shouldRetry(error, attemptNumber),
      },
    );
  });
  try {
    return await Promise.race([attempts, deadline]);
  } catch (error) {
    throw asAppError(error);
  } finally {
    clearTimeout(timer);
    attempts.catch(() => undefined);
  }
}

function isRateLimit(error: Error): boolean {
  return (error as { statusCode?: number }).statusCode === 429;
}
