import { expect, it } from 'vitest';
import { overrideOf, traitsOf, worldOf } from '@/lib/domain/testing/fixtures';
import type { AccountDetail } from '@/lib/domain/views';
import { accountAsOf } from './account-as-of';
import { pastView } from './past-view';

const cell = 'payments.refund_management';

const account: AccountDetail = {
  id: 'acct_1Fixture',
  name: 'Shop',
  email: 'now@example.com',
  country: 'US',
  controller: 'express',
  tags: ['now'],
  template: { key: 'other', name: 'Other', by: 'rule' },
  disconnectedAt: null,
  traits: traitsOf('express'),
  defaultCurrency: 'usd',
  stripeCreatedAt: null,
  syncedAt: '2026-11-21T12:00:00.000Z',
  revision: 4,
  assignment: {
    template: 'other',
    by: 'rule',
    explicit: null,
    byRules: { template: 'other', by: 'rule' },
  },
  overrides: [],
};

const input = worldOf(
  traitsOf('custom', { tags: ['then'], email: 'then@example.com' }),
  { payments: 'on' },
  {
    overrides: [overrideOf(cell, 'off', { changeId: 'stop' })],
  },
);
const override = {
  cell,
  setting: 'off',
  note: null,
  expiresAt: null,
  decidedAt: '2026-11-20T09:00:00.000Z',
  changeId: 'stop',
  by: 'Ada Quill',
  reason: 'Too many refunds',
} as const;
const names = { retail: 'Retail of then' };
const then = accountAsOf(account, { input, overrides: [override], names });

it('an account as of then has the facts, the template and the overrides of then', () => {
  expect(then).toMatchObject({
    name: 'Shop',
    controller: 'custom',
    email: 'then@example.com',
    tags: ['then'],
    template: { key: 'retail', name: 'Retail of then', by: 'explicit' },
    assignment: { explicit: 'retail', by: 'explicit' },
    overrides: [override],
  });
});

it('marks what is otherwise now, and only that, and names whom and what decided then', () => {
  const now = worldOf(traitsOf('custom'), { payments: 'on' });
  const { views, differing } = pastView({ account: then, input, names }, now, []);
  expect(differing).toBe(1);
  expect(views.get(cell)).toMatchObject({ value: false, today: true, was: null });
  expect(views.get(cell)?.layers[0]).toMatchObject({
    by: 'Ada Quill',
    reason: 'Too many refunds',
    changeId: 'stop',
  });
  expect(views.get('payments')).toMatchObject({ value: true, source: 'Retail of then' });
  expect(views.get('payments')?.today).toBeUndefined();
});
