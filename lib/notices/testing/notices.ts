import { afterEach, beforeAll, beforeEach } from 'vitest';
import { type Receiver, startReceiver } from '@/e2e/support/receiver';
import { as, change, NOW, newAccount, patientDatabase } from '@/e2e/support/verbs';
import { listNoticeDeliveries } from '@/lib/data/notices/deliveries';
import {
  createNoticeEndpoint,
  listNoticeEndpoints,
  removeNoticeEndpoint,
} from '@/lib/data/notices/endpoints';
import { newEndpoint } from '@/lib/domain/notice-endpoints';
import { parse } from '@/lib/domain/parse';
import { deliverDue } from '@/lib/jobs/notices';
import { sendNotice } from '@/lib/notices/send';

/** What a test of notices has of its own. */
export const stage: { receiver: Receiver; latest: string } = {
  receiver: undefined as unknown as Receiver,
  /** The endpoint that was made last. */
  latest: '',
};

/** Gives each test of a file a receiver of its own, and removes the endpoints that it made. */
export function setStageForNotices(): void {
  beforeAll(patientDatabase);
  beforeEach(async () => {
    stage.receiver = await startReceiver();
  });
  afterEach(async () => {
    const endpoints = await listNoticeEndpoints(as('admin'), undefined);
    for (const { id } of endpoints) await removeNoticeEndpoint(as('admin'), { id });
    await stage.receiver.close();
  });
}

/** Makes an endpoint that leads to the test's receiver and gets everything. */
export async function newOne(more: object = {}) {
  const wanted = parse(newEndpoint, { url: stage.receiver.url, description: 'Test', ...more });
  const made = await createNoticeEndpoint(as('admin'), wanted);
  stage.latest = made.id;
  return made;
}

/** Sends what is due at a moment, with no chance in it. */
export const deliver = (at = NOW) =>
  deliverDue({ clock: () => at, chance: () => 0.5, send: sendNotice });

export const override = (account: string, setting = 'on') => ({
  op: 'account.override',
  ...{ account, set: { documents: setting } },
});

/** Changes a new account. */
export const changeOne = async () => change([override(await newAccount())]);

export const log = async (filter: object = {}) =>
  (await listNoticeDeliveries(as('admin'), filter)).data;

/** The one delivery, or the newest, to the endpoint that was made last. */
export async function theOne() {
  const [one] = await log({ endpoint: stage.latest });
  if (!one) throw new Error('There is no delivery.');
  return one;
}

export const endpointNow = async (id: string) =>
  (await listNoticeEndpoints(as('admin'), undefined)).find((one) => one.id === id);
