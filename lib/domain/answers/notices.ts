import { z } from 'zod';
import { SEND_ERRORS } from '../notice-attempts';
import {
  type AttemptView,
  DELIVERY_STATUSES,
  type DeliveryDetail,
  type DeliveryView,
  type EndpointState,
  type EndpointView,
} from '../notice-endpoints';
import { NOTICE_EVENTS, REACHES, TEST_EVENT } from '../notices';
import { at, count, uuid } from './common';
import { named } from './named';

const state = z.enum([
  'new',
  'works',
  'failing',
  'paused',
  'gone',
]) satisfies z.ZodType<EndpointState>;

export const noticeEndpoint = named(
  'NoticeEndpoint',
  'Where notices are sent; its secret is shown only when it is made.',
  z.object({
    id: uuid,
    url: z.string(),
    description: z.string(),
    events: z.array(z.enum(NOTICE_EVENTS)),
    reaches: z.array(z.enum(REACHES)),
    state,
    createdAt: at,
    pausedAt: at.nullable(),
    failingSince: at.nullable(),
    lastDeliveredAt: at.nullable(),
    oldSecretEndsAt: at
      .nullable()
      .meta({ description: 'Until when notices are signed with the secret of before too.' }),
    waiting: count.meta({ description: 'How many deliveries wait to be sent.' }),
  }),
) satisfies z.ZodType<EndpointView>;

const secret = z
  .string()
  .meta({ description: 'To check signatures with (`whsec_…`); it is never shown again.' });

export const madeEndpoint = z.object({ id: uuid, secret });
export const rotatedSecret = z.object({ secret, oldSecretEndsAt: at });
export const testNotice = z.object({ noticeId: uuid });

const attempt = z.object({
  number: count,
  at,
  ms: count,
  httpStatus: z.int().nullable(),
  error: z.enum(SEND_ERRORS).nullable().meta({ description: 'Why there was no answer at all.' }),
}) satisfies z.ZodType<AttemptView>;

const delivery = {
  id: uuid,
  status: z.enum(DELIVERY_STATUSES),
  createdAt: at,
  nextAt: at.nullable().meta({ description: 'When it is tried next; null once it has ended.' }),
  endedAt: at.nullable(),
  notice: z.object({
    id: uuid,
    type: z.enum([...NOTICE_EVENTS, TEST_EVENT]),
    reach: z.enum(REACHES).nullable(),
    change: z.object({ id: uuid, reason: z.string() }).nullable(),
  }),
  endpoint: z.object({
    id: uuid,
    url: z.string(),
    description: z.string(),
    removed: z.boolean(),
  }),
  attempts: z.array(attempt),
};

export const noticeDelivery = named(
  'NoticeDelivery',
  'One notice to one endpoint, with all attempts.',
  z.object(delivery),
) satisfies z.ZodType<DeliveryView>;

export const deliveryDetail = named(
  'NoticeDeliveryDetail',
  'A delivery with the body that is sent.',
  z.object({ ...delivery, body: z.unknown() }),
) satisfies z.ZodType<DeliveryDetail>;
