import type { Fault as Misbehaviour } from '../stripe-emulator/faults';
import { oneOf } from '../traffic/actor';
import type { Fault, Lane } from './fault';

/** What Stripe does in place of answering well. */
const KINDS: readonly [name: string, Misbehaviour][] = [
  ['Stripe hangs', { kind: 'hang' }],
  ['Stripe resets', { kind: 'reset' }],
  ['Stripe is slow', { kind: 'latency', latencyMs: 2_000 }],
  ['Stripe answers 429', { kind: 'status', status: 429, headers: { 'Retry-After': '1' } }],
  ['Stripe answers 500', { kind: 'status', status: 500 }],
  ['Stripe answers garbage', { kind: 'html' }],
  ['Stripe answers garbage as 200', { kind: 'html', status: 200 }],
  ['Stripe does it, and the answer is lost', { kind: 'lost' }],
];

/** Every so many requests meet the fault, or all do. */
const FEW = 40;

async function control(url: string, method: string, body?: object): Promise<void> {
  const init = { method, ...(body && { body: JSON.stringify(body) }) };
  const answer = await fetch(`${url}/_emulator/faults`, init);
  if (!answer.ok) throw new Error(`The emulator answered ${answer.status} to a fault.`);
}

/** Stripe's faults: each for all requests of a while, or for some of them. */
export function stripeFaults({ url }: { url: string }): Lane {
  return {
    name: 'Stripe',
    next(random): Fault {
      const [name, fault] = oneOf(KINDS, random);
      const times = random() < 0.5 ? { times: FEW } : {};
      return {
        name,
        begin: () => control(url, 'POST', { ...fault, ...times }),
        end: () => control(url, 'DELETE'),
      };
    },
  };
}
