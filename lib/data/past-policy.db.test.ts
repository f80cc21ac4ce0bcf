import { describe, expect, test } from 'vitest';
import { as, change, failure, later, newAccount, newTemplate, SECOND } from '@/e2e/support/verbs';
import { db } from '@/lib/db';
import { getPastPolicy } from './past-policy';
import { listCellDecisions } from './template-decisions';

const cell = 'payments.refund_management';

/** A change never lies before one that was applied already: the later test comes an hour later. */
const clock = (hour: number) => {
  const moment = (seconds: number) => later((hour * 3600 + seconds) * SECOND);
  return { moment, at: (seconds: number) => as('operator', moment(seconds)) };
};
const support = as('support', later(1000 * 3600 * SECOND));

const override = (account: string, set: object, more: object = {}) => ({
  op: 'account.override',
  account,
  set,
  ...more,
});

describe('a past policy', () => {
  test('has who had decided what, and the names of then', async () => {
    const { at, moment } = clock(1);
    const key = await newTemplate();
    const account = await newAccount();
    await change([{ op: 'account.assign', account, template: key }], { context: at(1) });
    await change([override(account, { [cell]: 'off' }, { note: 'Risk' })], {
      context: at(2),
      reason: 'Too many refunds',
    });
    const { name } = await db().templateRevision.findFirstOrThrow({ where: { templateKey: key } });
    await change([{ op: 'template.update', key, name: 'Another name' }], { context: at(3) });
    await change([override(account, { [cell]: 'inherit' })], { context: at(4) });
    const past = await getPastPolicy(support, { account, at: moment(2.5) });
    expect(past.names).toEqual({ [key]: name });
    expect(past.overrides).toMatchObject([
      { cell, setting: 'off', note: 'Risk', by: 'Test operator', reason: 'Too many refunds' },
    ]);
    const now = await getPastPolicy(support, { account, at: moment(5) });
    expect(now).toMatchObject({ names: { [key]: 'Another name' }, overrides: [] });
  });

  test('has the decisions of then behind its templates', async () => {
    const { at, moment } = clock(2);
    const key = await newTemplate({ [cell]: 'on' });
    const set = (setting: string, seconds: number) =>
      change([{ op: 'template.update', key, set: { [cell]: setting } }], {
        context: at(seconds),
        reason: `Turned ${setting}`,
      });
    await set('off', 2);
    await set('on', 4);
    const decided = (seconds: number) =>
      listCellDecisions(support, { key, cell, at: moment(seconds) });
    expect(await decided(1)).toMatchObject([{ setting: 'on', reason: 'Because of a test' }]);
    expect(await decided(3)).toMatchObject([{ setting: 'off', reason: 'Turned off' }]);
    expect(await decided(5)).toMatchObject([{ setting: 'on', reason: 'Turned on' }]);
    expect((await failure(decided(-3600 * 1000))).code).toBe('not_found');
  });
});
