import { describe, expect, test } from 'vitest';
import { isSignedWith } from '@/e2e/support/receiver';
import { as, dump, failure, later, MINUTE, NOW, query } from '@/e2e/support/verbs';
import { listAudit } from '@/lib/data/audit';
import {
  getNoticeDelivery,
  listNoticeDeliveries,
  redeliverNotice,
} from '@/lib/data/notices/deliveries';
import {
  removeNoticeEndpoint,
  rotateNoticeSecret,
  testNoticeEndpoint,
  updateNoticeEndpoint,
} from '@/lib/data/notices/endpoints';
import { nextNotice } from '@/lib/data/notices/outbox';
import { NOTICE_EVENTS, REACHES } from '@/lib/domain/notices';
import {
  changeOne,
  deliver,
  endpointNow,
  log,
  newOne,
  setStageForNotices,
  stage,
  theOne,
} from '@/lib/notices/testing/notices';

setStageForNotices();

test('what was delivered is delivered again when asked, as the same notice', async () => {
  await newOne();
  await changeOne();
  await deliver();
  const { id } = await theOne();
  const again = await redeliverNotice(as('admin', later(MINUTE)), { id });
  expect(again).toMatchObject({ status: 'pending', endedAt: null });
  await deliver(later(MINUTE));
  expect((await getNoticeDelivery(as('admin'), { id })).attempts).toHaveLength(2);
  const [first, second] = stage.receiver.received;
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect(second?.text).toBe(first?.text);
});

describe('an endpoint', () => {
  const content = (more: object = {}) => ({
    ...{ url: stage.receiver.url, description: 'Test' },
    ...{ events: [...NOTICE_EVENTS], reaches: [...REACHES], paused: false, ...more },
  });

  test('gets a test when asked, whatever it wants otherwise', async () => {
    const { id } = await newOne({ events: ['change.failed'], reaches: ['governance'] });
    const { noticeId } = await testNoticeEndpoint(as('admin'), { id });
    await deliver();
    expect(stage.receiver.received.map(({ body }) => body)).toEqual([
      expect.objectContaining({ id: noticeId, type: 'notice.test', version: 1 }),
    ]);
    expect(await theOne()).toMatchObject({ notice: { reach: null, change: null } });
  });

  test('that is paused gets nothing, and what waited once it goes on', async () => {
    const { id } = await newOne();
    await updateNoticeEndpoint(as('admin'), { id, ...content({ paused: true }) });
    await changeOne();
    expect(await deliver()).toBe(0);
    expect(await nextNotice(as('admin'), undefined)).toBeNull();
    expect(await endpointNow(id)).toMatchObject({ state: 'paused', waiting: 1 });
    expect(await failure(testNoticeEndpoint(as('admin'), { id }))).toMatchObject({
      code: 'conflict',
    });
    await updateNoticeEndpoint(as('admin'), { id, ...content() });
    expect(await deliver()).toBe(1);
  });

  test('that is removed keeps its log and loses its secret; what waited is cancelled', async () => {
    const { id } = await newOne();
    await changeOne();
    await removeNoticeEndpoint(as('admin'), { id });
    expect(await deliver()).toBe(0);
    const one = await theOne();
    expect(one).toMatchObject({ status: 'cancelled', endpoint: { removed: true } });
    expect(await query('SELECT secret FROM notice_endpoint WHERE id = $1', [id])).toEqual([
      { secret: null },
    ]);
    expect(await failure(redeliverNotice(as('admin'), { id: one.id }))).toMatchObject({
      code: 'conflict',
    });
    await query(
      `UPDATE notice_delivery SET status = 'pending', next_at = ended_at, ended_at = NULL
       WHERE id = $1`,
      [one.id],
    );
    expect(await deliver()).toBe(0);
    expect((await theOne()).status).toBe('cancelled');
    expect(await failure(removeNoticeEndpoint(as('admin'), { id }))).toMatchObject({
      code: 'not_found',
    });
  });

  test('whose secret is rotated signs with both until the overlap ends', async () => {
    const { id, secret: old } = await newOne();
    const rotation = { id, overlapSeconds: 3600 };
    const { secret, oldSecretEndsAt } = await rotateNoticeSecret(as('admin'), rotation);
    expect(oldSecretEndsAt).toBe(later(60 * MINUTE).toISOString());
    const signedAt = async (at: Date) => {
      await testNoticeEndpoint(as('admin', at), { id });
      await deliver(at);
      const last = stage.receiver.received.at(-1);
      return last && [old, secret].map((one) => isSignedWith(one, last));
    };
    expect(await signedAt(NOW)).toEqual([true, true]);
    expect(await signedAt(later(60 * MINUTE - 1))).toEqual([true, true]);
    expect(await signedAt(later(60 * MINUTE))).toEqual([false, true]);
    await rotateNoticeSecret(as('admin'), { id, overlapSeconds: 0 });
    expect(await signedAt(NOW)).toEqual([false, false]);
  });

  test('has its secret nowhere in the database, neither as text nor as bytes', async () => {
    const { id, secret: old } = await newOne();
    const { secret } = await rotateNoticeSecret(as('admin'), { id, overlapSeconds: 60 });
    await changeOne();
    await deliver();
    const everything = JSON.stringify(await dump());
    for (const one of [old, secret]) {
      const bytes = Buffer.from(one.slice('whsec_'.length), 'base64');
      expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      for (const form of [one, one.slice(6, 30), bytes.toString('hex')]) {
        expect(everything).not.toContain(form);
      }
      expect(everything).not.toContain(Buffer.from(one).toString('hex'));
    }
  });

  test('with a secret that cannot be read says so, and sends nothing', async () => {
    const { id } = await newOne();
    const other = await newOne();
    stage.latest = id;
    await query(
      'UPDATE notice_endpoint SET secret = (SELECT secret FROM notice_endpoint WHERE id = $1) WHERE id = $2',
      [other.id, id],
    );
    await testNoticeEndpoint(as('admin'), { id });
    await deliver();
    expect((await theOne()).attempts).toMatchObject([{ error: 'secret_unreadable' }]);
    expect(stage.receiver.received).toEqual([]);
  });

  test('is one of twenty at most', async () => {
    const added: unknown[] = [];
    for (let n = 0; n < 20; n += 1) added.push(await newOne());
    expect(await failure(newOne())).toMatchObject({ code: 'conflict' });
  });
});

test('the log is paged and filtered', async () => {
  const one = await newOne();
  await newOne({ events: ['change.failed'] });
  const made = await changeOne();
  await changeOne();
  await changeOne();
  const first = await listNoticeDeliveries(as('admin'), { endpoint: one.id, limit: 2 });
  expect(first.data).toHaveLength(2);
  const cursor = first.nextCursor ?? '';
  const rest = await listNoticeDeliveries(as('admin'), { endpoint: one.id, limit: 2, cursor });
  expect(rest).toMatchObject({ data: [{ endpoint: { id: one.id } }], nextCursor: null });
  expect(await log({ change: made.id })).toHaveLength(1);
  await deliver();
  expect(await log({ endpoint: one.id, status: 'pending' })).toEqual([]);
  expect(await log({ endpoint: one.id, status: 'delivered' })).toHaveLength(3);
  const bent = listNoticeDeliveries(as('admin'), { cursor: 'WyJhIiwiYiJd' });
  expect(await failure(bent)).toMatchObject({ code: 'invalid_request' });
});

test('what is done to an endpoint is audited, under its name and without its secret', async () => {
  const { id } = await newOne({ description: 'Audited' });
  const { secret } = await rotateNoticeSecret(as('admin'), { id, overlapSeconds: 60 });
  await testNoticeEndpoint(as('admin'), { id });
  await deliver();
  await redeliverNotice(as('admin'), { id: (await theOne()).id });
  await removeNoticeEndpoint(as('admin'), { id });
  const { data } = await listAudit(as('admin'), { subjectKind: 'notice_endpoint', subjectId: id });
  expect(data.map(({ action }) => action.replace('notice_endpoint.', ''))).toEqual([
    ...['remove', 'redeliver', 'test', 'rotate', 'create'],
  ]);
  expect(data.every(({ subject }) => subject.name === 'Audited')).toBe(true);
  expect(JSON.stringify(data)).not.toContain(secret);
});
