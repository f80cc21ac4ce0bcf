import { describe, expect, test } from 'vitest';
import { verified } from '@/e2e/support/receiver';
import {
  as,
  change,
  later,
  MINUTE,
  newAccount,
  newTemplate,
  rowsAddedBy,
} from '@/e2e/support/verbs';
import { actOnChange } from '@/lib/data/changes/act-on-change';
import { revertChange } from '@/lib/data/changes/revert-change';
import { submitChange, submitted } from '@/lib/data/changes/submit-change';
import { lockedEndpoint } from '@/lib/data/notices/endpoint-rows';
import { db } from '@/lib/db';
import { changeRequest } from '@/lib/domain/edits';
import { parse } from '@/lib/domain/parse';
import {
  changeOne,
  deliver,
  endpointNow,
  log,
  newOne,
  override,
  setStageForNotices,
  stage,
  theOne,
} from '@/lib/notices/testing/notices';

setStageForNotices();

describe('a change that is applied', () => {
  test('is told to an endpoint, signed so that it can verify it', async () => {
    const { id, secret } = await newOne();
    const account = await newAccount();
    const now = new Date();
    const made = await change([override(account)], { context: as('operator', now) });
    expect(await deliver(new Date())).toBe(1);
    const [first] = stage.receiver.received;
    if (!first) throw new Error('Nothing came.');
    expect(verified(secret, first)).toMatchObject({
      type: 'change.applied',
      version: 1,
      reach: 'account',
      by: { kind: 'user', name: 'Test operator' },
      change: {
        id: made.id,
        status: 'applied',
        reason: 'Because of a test',
        accounts: [account],
        templates: [],
        impact: { accounts: 1, flipping: 1, cells: [{ cell: 'documents', on: 1, off: 0 }] },
        url: `http://localhost:3000/changes/${made.id}`,
      },
    });
    expect(first.headers['webhook-id']).toBe(first.body.id);
    expect(first.headers['content-type']).toBe('application/json');
    expect(first.text).not.toContain('@example.com');
    expect(await theOne()).toMatchObject({
      status: 'delivered',
      attempts: [{ number: 1, httpStatus: 204, error: null }],
    });
    expect(await endpointNow(id)).toMatchObject({ state: 'works', waiting: 0 });
    expect(await deliver(new Date())).toBe(0);
  });

  test('is told together with itself, or not at all', async () => {
    await newOne();
    const account = await newAccount();
    const added = await rowsAddedBy(async () => {
      const request = parse(changeRequest, { reason: 'Gone', edits: [override(account)] });
      const rolledBack = db().$transaction(async (tx) => {
        await submitted(tx, as('operator'), request);
        expect(await tx.noticeDelivery.count({ where: { status: 'pending' } })).toBe(1);
        throw new Error('Rolled back');
      });
      await expect(rolledBack).rejects.toThrow('Rolled back');
    });
    expect(added).toEqual({});
  });

  test('does not wait for whoever edits an endpoint', async () => {
    const { id } = await newOne();
    const account = await newAccount();
    await db().$transaction(async (tx) => {
      await lockedEndpoint(tx, id);
      await change([override(account)]);
    });
    expect(await endpointNow(id)).toMatchObject({ waiting: 1 });
  });

  test('writes nothing where nobody listens, nor for a dry run', async () => {
    const account = await newAccount();
    const none = await rowsAddedBy(() => change([override(account)]));
    expect(none).not.toHaveProperty('notice');
    await newOne();
    const dry = await rowsAddedBy(() => change([override(account, 'off')], { dryRun: true }));
    expect(dry).toEqual({});
  });

  test('is told by its reach: who wants templates alone hears nothing of one account', async () => {
    const wide = await newOne({ reaches: ['template', 'rules'], description: 'Wide' });
    const one = await newOne({ reaches: ['account'], description: 'One' });
    const key = await newTemplate();
    await changeOne();
    const reachesOf = async (endpoint: string) =>
      (await log({ endpoint })).map(({ notice }) => notice.reach);
    expect(await reachesOf(wide.id)).toEqual(['template']);
    expect(await reachesOf(one.id)).toEqual(['account']);
    await change([{ op: 'template.update', key, set: { payouts: 'on' } }]);
    expect(await reachesOf(wide.id)).toEqual(['template', 'template']);
  });

  test('is told as reverted too, once nothing is left of it', async () => {
    await newOne({ events: ['change.applied', 'change.reverted'] });
    const made = await changeOne();
    await revertChange(as('operator'), { id: made.id ?? '', dryRun: false, draft: false });
    await deliver();
    const told = stage.receiver.received.map(({ body }) => [body.type, body.change]);
    expect(told).toContainEqual([
      'change.reverted',
      expect.objectContaining({ id: made.id, status: 'reverted' }),
    ]);
    expect(told.filter(([type]) => type === 'change.applied')).toHaveLength(2);
  });
});

test('the steps before it are told as well, with who took them', async () => {
  await newOne();
  const account = await newAccount();
  const applyAt = later(60 * MINUTE).toISOString();
  const request = { reason: 'Later', edits: [override(account)], applyAt };
  const made = await submitChange(as('operator'), parse(changeRequest, request));
  const id = made.id ?? '';
  await actOnChange(as('admin'), { id, move: { act: 'unschedule' } });
  await actOnChange(as('operator'), { id, move: { act: 'withdraw' } });
  await deliver();
  const told = stage.receiver.received.map(({ body }) => body);
  const expected = [
    ['change.scheduled', 'scheduled', applyAt, 'Test operator'],
    ['change.approved', 'approved', null, 'Test admin'],
    ['change.withdrawn', 'rejected', null, 'Test operator'],
  ].map(([type, status, at, name]) =>
    expect.objectContaining({
      ...{ type, by: expect.objectContaining({ name }) },
      change: expect.objectContaining({ id, status, applyAt: at }),
    }),
  );
  expect(told).toEqual(expect.arrayContaining(expected));
  expect(told).toHaveLength(3);
});
