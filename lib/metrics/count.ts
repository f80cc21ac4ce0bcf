import 'server-only';
import type { CeilingCode } from '@/lib/domain/ceiling';
import { findCell } from '@/lib/domain/cells';
import type { ErrorCode } from '@/lib/domain/errors';
import { metrics } from './registry';

// Labels have few values each, and none of them names an account or a person: what a request
// brought along never becomes one.

/** Counts a mint that has ended, and how long it took. */
export function countMint(
  outcome: 'succeeded' | 'failed' | 'refused',
  code: ErrorCode | null,
  seconds: number,
): void {
  metrics().mints.inc({ outcome, code: code ?? '' });
  metrics().mintSeconds.observe({ outcome }, seconds);
}

/** Counts the cells that a minted policy wanted otherwise than Stripe permits. */
export function countCeilings(codes: readonly CeilingCode[]): void {
  const times = new Map<CeilingCode, number>();
  for (const code of codes) times.set(code, (times.get(code) ?? 0) + 1);
  for (const [code, count] of times) metrics().ceilings.inc({ code }, count);
}

/** Counts the cells in which a session differed; those that the catalog lacks are `unknown`. */
export function countDrift(drift: readonly { cell: string }[]): void {
  for (const { cell } of drift) metrics().drift.inc({ cell: findCell(cell)?.cell ?? 'unknown' });
}

/** Counts a mint whose drift could not be kept. */
export function countDriftUnkept(): void {
  metrics().driftUnkept.inc();
}

/** Counts one attempt of a request to Stripe, by an operation such as `GET /v1/accounts/:id`. */
export function countStripeRequest(operation: string, outcome: string, seconds: number): void {
  metrics().stripeSeconds.observe({ operation, outcome }, seconds);
}

/** One request as it was answered. `route` is a pattern, never a path. */
export interface AnsweredRequest {
  route: string;
  method: string;
  status: number;
  seconds: number;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Counts a request that was answered. */
export function countRequest({ route, method, status, seconds }: AnsweredRequest): void {
  const known = METHODS.has(method) ? method : 'other';
  metrics().requestSeconds.observe({ route, method: known, status: String(status) }, seconds);
}

/** Counts a round of a job. */
export function countJob(job: string, outcome: 'done' | 'failed', seconds: number): void {
  metrics().jobSeconds.observe({ job, outcome }, seconds);
}

/** Counts an attempt to send a notice. */
export function countNotice(status: string): void {
  metrics().notices.inc({ status });
}
