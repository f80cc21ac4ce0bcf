import { expect, test } from 'vitest';
import type { Drift } from '@/lib/domain/conflicts';
import { driftWords } from './drift-words';

const NAMES = { 'account acct_shop': 'Shop' };
const subject = { kind: 'account', id: 'acct_shop' } as const;
const plain = (text: string) => ({ text, until: null, note: null });

test('a cell with the terms of its override', () => {
  const drift: Drift = {
    subject,
    cell: 'payments.refund_management',
    was: { setting: 'inherit' },
    now: { setting: 'off', expiresAt: '2031-01-01T00:00:00.000Z', note: 'Risk' },
    wants: { setting: 'on', expiresAt: null, note: null },
    already: false,
  };
  expect(driftWords(drift, NAMES)).toEqual({
    what: 'Shop, Payments, Refunds',
    was: plain('Inherit'),
    now: { text: 'Off', until: '2031-01-01T00:00:00.000Z', note: 'Risk' },
    wants: plain('On'),
  });
});

test('what is as wanted already is not told in detail', () => {
  const drift: Drift = {
    subject,
    field: 'tags',
    was: [],
    now: ['vip'],
    wants: ['vip'],
    already: true,
  };
  expect(driftWords(drift, NAMES)).toEqual({
    what: 'Shop, Tags',
    was: plain('none'),
    now: plain('Already so'),
    wants: plain('vip'),
  });
});

test('rules are counted', () => {
  const rules = { kind: 'rules', id: 'rules' } as const;
  const drift: Drift = {
    subject: rules,
    field: 'rules',
    was: [{}, {}],
    now: [{}],
    wants: [],
    already: false,
  };
  expect(driftWords(drift, {})).toMatchObject({
    was: { text: '2 rules' },
    now: { text: '1 rule' },
    wants: { text: '0 rules' },
  });
});
