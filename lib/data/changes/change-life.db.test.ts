import { beforeAll, describe, expect, test } from 'vitest';
import {
  as,
  asSystem,
  change,
  failure,
  later,
  MINUTE,
  newAccount,
  newTemplate,
} from '@/e2e/support/verbs';
import { getChange } from '@/lib/data/change-list';
import { getAccount } from '../accounts';
import { applyDueChange } from './act-on-change';
import { dueChanges, expireOverrides } from './due';
import { revertChange } from './revert-change';
import { addBothOfEach, draft, saysOf, set } from './testing/change-life';

beforeAll(addBothOfEach);

describe('a schedule', () => {
  test('applies a change at its time, once, and not before', async () => {
    const key = await newTemplate();
    const applyAt = later(10 * MINUTE).toISOString();
    const made = await draft([set(key, { payments: 'on' })], { draft: false, applyAt });
    expect(made).toMatchObject({ status: 'scheduled', applyAt });
    expect(await dueChanges(asSystem(later(9 * MINUTE)), undefined)).not.toContain(made.id);
    expect(await failure(applyDueChange(asSystem(later(9 * MINUTE)), made))).toMatchObject({
      code: 'conflict',
    });
    const due = asSystem(later(10 * MINUTE));
    expect(await dueChanges(due, undefined)).toContain(made.id);
    const runs = await Promise.allSettled([1, 2, 3].map(() => applyDueChange(due, made)));
    expect(runs.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await saysOf(key)).toEqual({ payments: 'on' });
  });

  test('fails where it would do something else than was seen', async () => {
    const key = await newTemplate();
    const applyAt = later(20 * MINUTE).toISOString();
    const made = await draft([set(key, { payments: 'on' })], { draft: false, applyAt });
    await change([set(key, { payments: 'off' })]);
    const due = asSystem(later(20 * MINUTE));
    expect(await applyDueChange(due, made)).toMatchObject({ status: 'failed' });
    expect(await saysOf(key)).toEqual({ payments: 'off' });
    const { problem } = await getChange(as('operator'), made);
    expect(problem).toContain('not what was seen');
  });

  test('ends overrides whose time is over, once, and leaves the others', async () => {
    const [account, kept] = [await newAccount(), await newAccount()];
    const expiresAt = later(30 * MINUTE).toISOString();
    const override = (id: string, more: object) => ({
      op: 'account.override',
      account: id,
      set: { payments: 'on' },
      ...more,
    });
    await change([override(account, { expiresAt }), override(kept, {})]);
    expect(await expireOverrides(asSystem(later(29 * MINUTE)), undefined)).toBe(0);
    const due = asSystem(later(30 * MINUTE));
    const ended = await Promise.all([1, 2].map(() => expireOverrides(due, undefined)));
    expect(ended.sort()).toEqual([0, 1]);
    const overrides = async (id: string) => (await getAccount(as('support'), { id })).overrides;
    expect(await overrides(account)).toEqual([]);
    expect(await overrides(kept)).toHaveLength(1);
  });
});

describe('a guardrail', () => {
  const guard = (of: object, never: object[]) =>
    change([{ op: 'guardrails.replace', guardrails: [{ name: 'Careful', of, never }] }], {
      context: as('admin'),
    });
  const none = () =>
    change([{ op: 'guardrails.replace', guardrails: [] }], { context: as('admin') });

  test('of a template refuses a change that would break it, by name and cell', async () => {
    const key = await newTemplate();
    const child = await newTemplate({}, key);
    await guard({ template: child }, [{ cell: 'issuing_card', is: 'on' }]);
    const refused = await failure(change([set(key, { issuing_card: 'on' })]));
    expect(refused).toMatchObject({
      code: 'guardrail_broken',
      members: { breaches: [{ guardrail: 'Careful', of: { id: child }, cell: 'issuing_card' }] },
    });
    expect(await saysOf(key)).toEqual({});
    await none();
  });

  test('of accounts looks at what they come to, and names the first', async () => {
    const key = await newTemplate();
    const [guarded, free] = [
      await newAccount({ traits: { country: 'NZ' } }),
      await newAccount({ traits: { country: 'AU' } }),
    ];
    await change(
      [guarded, free].map((account) => ({ op: 'account.assign', account, template: key })),
    );
    await guard({ accounts: { country: ['NZ'] } }, [{ cell: 'payments', is: 'on' }]);
    const refused = await failure(change([set(key, { payments: 'on' })]));
    expect(refused).toMatchObject({
      code: 'guardrail_broken',
      members: { total: 1, breaches: [{ of: { kind: 'account', id: guarded }, cell: 'payments' }] },
    });
    const override = (account: string) => ({
      op: 'account.override',
      account,
      set: { payments: 'on' },
    });
    expect(await failure(change([override(guarded)]))).toMatchObject({ code: 'guardrail_broken' });
    expect(await change([override(free)])).toMatchObject({ status: 'applied' });
    await none();
  });

  test('that is broken already cannot be put up', async () => {
    const key = await newTemplate({ payments: 'on' });
    const account = await newAccount();
    await change([{ op: 'account.assign', account, template: key }]);
    expect(
      await failure(guard({ accounts: { template: [key] } }, [{ cell: 'payments', is: 'on' }])),
    ).toMatchObject({ code: 'guardrail_broken' });
  });
});

describe('a revert', () => {
  test('gives back what was before, and marks the change as reverted', async () => {
    const key = await newTemplate({ payments: 'on' });
    const account = await newAccount();
    const made = await change([
      set(key, { payments: 'off', payouts: 'on' }),
      { op: 'account.override', account, set: { documents: 'on' }, note: 'For a while' },
    ]);
    const id = made.id ?? '';
    const seen = await revertChange(as('operator'), { id, dryRun: true, draft: false });
    expect(seen).toMatchObject({ status: 'dry_run', clashes: [] });
    expect(seen.diff).toHaveLength(3);
    const back = await revertChange(as('operator'), { id, dryRun: false, draft: false });
    expect(back).toMatchObject({ status: 'applied', reverts: id });
    expect(await saysOf(key)).toEqual({ payments: 'on' });
    expect((await getAccount(as('support'), { id: account })).overrides).toEqual([]);
    expect(await getChange(as('support'), { id })).toMatchObject({
      status: 'reverted',
      revertedBy: [back.id],
    });
    const again = await revertChange(as('operator'), {
      id: back.id ?? '',
      dryRun: false,
      draft: false,
    });
    expect(again.status).toBe('applied');
    expect(await saysOf(key)).toEqual({ payments: 'off', payouts: 'on' });
  });

  test('leaves alone what was touched since, and says so', async () => {
    const key = await newTemplate();
    const made = await change([set(key, { payments: 'on', payouts: 'on' })]);
    await change([set(key, { payouts: 'off' })]);
    const id = made.id ?? '';
    const back = await revertChange(as('operator'), { id, dryRun: false, draft: false });
    expect(back.clashes).toMatchObject([{ cell: 'payouts', why: 'touched_since' }]);
    expect(await saysOf(key)).toEqual({ payouts: 'off' });
    expect(await getChange(as('support'), { id })).toMatchObject({ status: 'applied' });
    expect(
      await failure(revertChange(as('operator'), { id, dryRun: false, draft: false })),
    ).toMatchObject({ code: 'conflict', members: { clashes: [{ cell: 'payouts' }] } });
  });
});
