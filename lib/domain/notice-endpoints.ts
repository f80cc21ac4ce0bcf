import { z } from 'zod';
import type { SendError } from './notice-attempts';
import { NOTICE_EVENTS, type NoticeEvent, type NoticeType, REACHES, type Reach } from './notices';
import { LONGEST_OVERLAP } from './people';
import { line } from './text';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** What is wrong with an address to send notices to, in a sentence; null where nothing is. */
export function urlProblem(text: string): string | null {
  if (!URL.canParse(text)) return 'An address looks like https://example.com/notices.';
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') {
    return 'An address begins with https://.';
  }
  if (protocol === 'http:' && !LOOPBACK.has(hostname)) {
    return 'Use https: http is for this machine alone (localhost, 127.0.0.1 or [::1]).';
  }
  if (username || password) {
    return 'Leave the user and the password out: the signature says who sent it.';
  }
  return hash ? 'Leave out the part from # on: it is never sent.' : null;
}

const endpointUrl = z
  .string()
  .trim()
  .max(2000)
  .superRefine((text, context) => {
    const message = urlProblem(text);
    if (message) context.addIssue({ code: 'custom', message });
  })
  .transform((text) => new URL(text).href);

const some = <const Values extends readonly [string, ...string[]]>(
  values: Values,
  message: string,
) =>
  z
    .array(z.enum(values))
    .min(1, message)
    .transform(
      (chosen) =>
        values.filter((value) => (chosen as string[]).includes(value)) as Values[number][],
    );

const endpoint = {
  url: endpointUrl.describe('Where notices are posted: https, or http on this machine.'),
  description: line(80).describe('What it is for.'),
  events: some(NOTICE_EVENTS, 'Choose at least one kind of notice.').describe(
    'What it is told of.',
  ),
  reaches: some(REACHES, 'Choose at least one reach.').describe('How far a change must reach.'),
};

/** What an endpoint is made from; left out, it gets every notice. */
export const newEndpoint = z.strictObject({
  ...endpoint,
  events: endpoint.events.default([...NOTICE_EVENTS]),
  reaches: endpoint.reaches.default([...REACHES]),
});
export type NewEndpoint = z.output<typeof newEndpoint>;

/** What an endpoint is to be from now on, whole. */
export const endpointContent = z.strictObject({
  ...endpoint,
  paused: z.boolean().describe('While it is, its notices wait.'),
});
export type EndpointContent = z.output<typeof endpointContent>;

/** How an endpoint's secret is rotated: how long notices are signed with the old one too. */
export const secretRotation = z.strictObject({
  overlapSeconds: z
    .int()
    .min(0)
    .max(LONGEST_OVERLAP, 'The old secret goes on beside the new one for seven days at most.')
    .describe('For how long notices are signed with the old one, too.'),
});

/** How an endpoint does: `new` was never sent anything, `gone` answered 410 and is paused. */
export type EndpointState = 'new' | 'works' | 'failing' | 'paused' | 'gone';

/** An endpoint as admins see it; its secret is shown only when it is made. */
export interface EndpointView {
  id: string;
  url: string;
  description: string;
  events: NoticeEvent[];
  reaches: Reach[];
  state: EndpointState;
  createdAt: string;
  pausedAt: string | null;
  failingSince: string | null;
  lastDeliveredAt: string | null;
  /** Until when notices are signed with the secret of before too. */
  oldSecretEndsAt: string | null;
  /** How many deliveries wait to be sent. */
  waiting: number;
}

/** How an endpoint does, from what is kept of it. */
export function endpointState(kept: {
  pausedBy: 'person' | 'gone' | null;
  failingSince: Date | null;
  lastDeliveredAt: Date | null;
}): EndpointState {
  if (kept.pausedBy) return kept.pausedBy === 'gone' ? 'gone' : 'paused';
  if (kept.failingSince) return 'failing';
  return kept.lastDeliveredAt ? 'works' : 'new';
}

export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed', 'cancelled'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One attempt to deliver. */
export interface AttemptView {
  number: number;
  at: string;
  ms: number;
  httpStatus: number | null;
  error: SendError | null;
}

/** One notice to one endpoint, as the delivery log shows it. */
export interface DeliveryView {
  id: string;
  status: DeliveryStatus;
  createdAt: string;
  /** When it is tried next; null once it has ended. */
  nextAt: string | null;
  endedAt: string | null;
  notice: {
    id: string;
    type: NoticeType;
    reach: Reach | null;
    change: { id: string; reason: string } | null;
  };
  endpoint: { id: string; url: string; description: string; removed: boolean };
  /** All attempts, the first one first. */
  attempts: AttemptView[];
}

/** A delivery with the body that is sent. */
export type DeliveryDetail = DeliveryView & { body: unknown };
