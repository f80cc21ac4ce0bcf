import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Context } from '@/lib/data/context';
import { dueEndpoints, saveAttempt, type Taken, takeDue } from '@/lib/data/notices/outbox';
import type { SendResult } from '@/lib/domain/notice-attempts';
import { SYSTEM } from '@/lib/domain/permissions';
import { log } from '@/lib/log';
import { countNotice } from '@/lib/metrics/count';
import { type Outgoing, sendNotice } from '@/lib/notices/send';
import { isStopping } from '@/lib/stopping';
import { now } from '@/lib/time';

/** How many notices go to one endpoint at the same time. */
const AT_ONCE = 4;

/** After this long, a round takes nothing more: what else is due waits for the next one. */
const ROUND_MS = 15_000;

/** What sending needs of the world around it. */
export interface SenderParts {
  clock: () => Date;
  /** A number from 0 up to 1, another one each time. */
  chance: () => number;
  send: (outgoing: Outgoing) => Promise<SendResult>;
}

const PARTS: SenderParts = { clock: now, chance: Math.random, send: sendNotice };

const contextAt = (now: Date): Context => ({ actor: SYSTEM, requestId: randomUUID(), now });

const UNREADABLE: SendResult = {
  ...{ httpStatus: null, error: 'secret_unreadable', retryAfter: null, ms: 0 },
};

async function deliver(taken: Taken, { clock, chance, send }: SenderParts): Promise<void> {
  const at = clock();
  const { noticeId: id, url, body, secrets } = taken;
  const result = secrets ? await send({ url, id, body, secrets, at }) : UNREADABLE;
  const attempt = { taken, at, result, chance: chance() };
  const context = contextAt(clock());
  const { requestId } = context;
  const { status } = await saveAttempt(context, attempt);
  countNotice(status);
  const { httpStatus, error, ms } = result;
  const endpoint = taken.endpointId;
  log.info({ requestId, notice: id, endpoint, status, httpStatus, error, ms }, 'notice');
}

/** Sends what is due for one endpoint; the slowest holds up only those for the same one. */
async function deliverTo(endpoint: string, until: number, parts: SenderParts): Promise<number> {
  let sent = 0;
  while (parts.clock().getTime() < until && !isStopping()) {
    const taken = await takeDue(contextAt(parts.clock()), { endpoint, limit: AT_ONCE });
    if (taken.length === 0) break;
    await Promise.all(taken.map((one) => deliver(one, parts)));
    sent += taken.length;
  }
  return sent;
}

/**
 * Sends all notices that are due, each endpoint's apart from the others'. Several instances may do
 * it at once: each takes what no other has taken. Returns how many attempts were made.
 */
export async function deliverDue(parts: SenderParts = PARTS): Promise<number> {
  const now = parts.clock();
  const until = now.getTime() + ROUND_MS;
  const endpoints = await dueEndpoints(contextAt(now), undefined);
  const sent = await Promise.all(endpoints.map((endpoint) => deliverTo(endpoint, until, parts)));
  return sent.reduce((sum, count) => sum + count, 0);
}
