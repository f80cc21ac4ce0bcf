import { describe, expect, test } from 'vitest';
import { isSignedWith } from '@/e2e/support/receiver';
import { as, failure, later, MINUTE, NOW, query, SECOND } from '@/e2e/support/verbs';
import { redeliverNotice } from '@/lib/data/notices/deliveries';
import { testNoticeEndpoint } from '@/lib/data/notices/endpoints';
import { nextNotice, takeDue } from '@/lib/data/notices/outbox';
import {
  changeOne,
  deliver,
  endpointNow,
  newOne,
  setStageForNotices,
  stage,
  theOne,
} from '@/lib/notices/testing/notices';

setStageForNotices();

describe('a delivery that fails', () => {
  test('is tried again when its time has come, and not before', async () => {
    const { id, secret } = await newOne();
    await changeOne();
    stage.receiver.answer = (response) => response.writeHead(500).end('very long'.repeat(10_000));
    expect(await deliver()).toBe(1);
    expect(await endpointNow(id)).toMatchObject({ state: 'failing', waiting: 1 });
    expect(await nextNotice(as('admin'), undefined)).toEqual(later(5 * SECOND));
    expect(await deliver(later(5 * SECOND - 1))).toBe(0);
    stage.receiver.answer = (response) =>
      response.writeHead(302, { location: stage.receiver.url }).end();
    expect(await deliver(later(5 * SECOND))).toBe(1);
    stage.receiver.answer = (response) => response.writeHead(200).end();
    expect(await deliver(later(35 * SECOND))).toBe(1);
    expect(await theOne()).toMatchObject({
      status: 'delivered',
      nextAt: null,
      attempts: [{ httpStatus: 500 }, { httpStatus: 302 }, { httpStatus: 200 }],
    });
    expect(await endpointNow(id)).toMatchObject({ state: 'works', failingSince: null });
    const ids = stage.receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
    expect(stage.receiver.received.every((one) => isSignedWith(secret, one))).toBe(true);
  });

  test('waits for as long as the receiver asks', async () => {
    await newOne();
    await changeOne();
    stage.receiver.answer = (response) => response.writeHead(429, { 'retry-after': '90' }).end();
    await deliver();
    expect((await theOne()).nextAt).toBe(later(90 * SECOND).toISOString());
  });

  test('has no answer where nobody listens, and fails for good in the end', async () => {
    await newOne();
    await changeOne();
    await stage.receiver.close();
    let at = NOW;
    for (let next: Date | null = NOW; next; next = await nextNotice(as('admin'), undefined)) {
      at = next;
      expect(await deliver(at)).toBe(1);
    }
    const { status, attempts, endedAt } = await theOne();
    expect({ status, endedAt }).toEqual({ status: 'failed', endedAt: at.toISOString() });
    expect(attempts).toHaveLength(9);
    expect(attempts.every(({ error }) => error === 'no_connection')).toBe(true);
  });

  test('with 410 fails at once and pauses the endpoint, which the audit tells', async () => {
    const { id } = await newOne();
    await changeOne();
    stage.receiver.answer = (response) => response.writeHead(410).end();
    await deliver();
    expect(await theOne()).toMatchObject({ status: 'failed', nextAt: null });
    expect(await endpointNow(id)).toMatchObject({ state: 'gone' });
    expect(
      await query('SELECT action, actor_kind FROM audit_entry WHERE subject_id = $1 ORDER BY id', [
        id,
      ]),
    ).toEqual([
      { action: 'notice_endpoint.create', actor_kind: 'user' },
      { action: 'notice_endpoint.pause', actor_kind: 'system' },
    ]);
  });

  test('to an address that is refused never leaves this machine', async () => {
    for (const host of ['169.254.169.254', '[::ffff:169.254.169.254]', '[fe80::1]', '0xa9fea9fe']) {
      const { id } = await newOne({ url: `https://${host}/latest/meta-data` });
      await testNoticeEndpoint(as('admin'), { id });
      await deliver();
      expect((await theOne()).attempts).toMatchObject([{ error: 'address_refused' }]);
    }
  });
});

describe('several senders', () => {
  test('at once deliver each notice once', async () => {
    await newOne();
    for (let n = 0; n < 6; n += 1) await changeOne();
    const sent = await Promise.all([deliver(), deliver(), deliver()]);
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect(stage.receiver.received).toHaveLength(6);
    expect(new Set(stage.receiver.received.map(({ body }) => body.id)).size).toBe(6);
  });

  test('leave what one has taken, and take it over once its lease has ended', async () => {
    const { id: endpoint } = await newOne();
    await changeOne();
    const taken = await takeDue(as('admin'), { endpoint, limit: 4 });
    expect(taken).toHaveLength(1);
    expect(await deliver(later(59 * SECOND))).toBe(0);
    expect(await failure(redeliverNotice(as('admin'), { id: (await theOne()).id }))).toMatchObject({
      code: 'conflict',
    });
    expect(await nextNotice(as('admin'), undefined)).toEqual(later(MINUTE));
    expect(await deliver(later(MINUTE))).toBe(1);
    expect((await theOne()).status).toBe('delivered');
  });
});
