import { describe, expect, it } from 'vitest';
import type { Cell } from '@/lib/domain/cells';
import { changeRequest } from '@/lib/domain/edits';
import type { OverrideLayer } from '@/lib/domain/policy';
import { overrideOf, traitsOf } from '@/lib/domain/testing/fixtures';
import { type CopySide, consequencesOf, copyEdits, differing, standingOf } from './copy-edits';
import { accountSubject, copySideOf, templateSubject } from './testing/subjects';

const base = templateSubject('base', { payments: 'on', payouts: 'on' });
const ALL = { expiry: true, note: true };
const soon = new Date('2026-12-01T00:00:00.000Z');

const from = (...overrides: OverrideLayer[]): CopySide =>
  copySideOf(accountSubject(base, overrides));
const to = (...overrides: OverrideLayer[]): CopySide =>
  copySideOf(accountSubject(base, overrides, traitsOf('express'), 'acct_2Fixture'));

const cell: Cell = 'payments.refund_management';

describe('which overrides are copied', () => {
  it('is those that the other account does not have so, to begin with', () => {
    const source = from(
      overrideOf('payments', 'off'),
      overrideOf('payouts', 'off'),
      overrideOf('documents', 'on'),
    );
    const target = to(
      overrideOf('payouts', 'on'),
      overrideOf('documents', 'on', { expiresAt: soon }),
    );
    expect(source.overrides.map((override) => standingOf(override, target))).toEqual([
      'none',
      'other',
      'same',
    ]);
    expect(differing(source, target)).toEqual(['payments', 'payouts']);
  });
});

describe('the edits of a copy', () => {
  const source = from(
    overrideOf('payments', 'off', { expiresAt: soon, note: 'Fair' }),
    overrideOf('payouts', 'off', { expiresAt: soon, note: 'Fair' }),
    overrideOf('documents', 'on', { expiresAt: soon, note: null }),
    overrideOf('balances', 'on', { note: 'Fair' }),
  );

  it('are one for each expiry and note, all against the revision that was seen', () => {
    const edits = copyEdits(source.overrides, to(), ALL);
    const common = { op: 'account.override', account: 'acct_2Fixture', expectedRevision: 4 };
    const expiresAt = soon.toISOString();
    expect(edits).toEqual([
      { ...common, set: { payments: 'off', payouts: 'off' }, expiresAt, note: 'Fair' },
      { ...common, set: { documents: 'on' }, expiresAt, note: null },
      { ...common, set: { balances: 'on' }, expiresAt: null, note: 'Fair' },
    ]);
    expect(changeRequest.safeParse({ reason: 'Same fair', edits }).success).toBe(true);
  });

  it('are fewer where expiry and note stay behind', () => {
    const edits = copyEdits(source.overrides, to(), { expiry: false, note: false });
    const set = { payments: 'off', payouts: 'off', documents: 'on', balances: 'on' };
    expect(edits).toMatchObject([{ set, expiresAt: null, note: null }]);
  });
});

describe('what comes of a copy', () => {
  it('is what the cell turns to, and what follows from it', () => {
    const source = from(overrideOf('payments', 'off'));
    const { copied, others } = consequencesOf(source.overrides, to(), ALL);
    expect(copied.get('payments')).toEqual({
      cell: 'payments',
      before: true,
      after: false,
      limit: null,
      idle: false,
    });
    expect(others).toEqual([]);
  });

  it('says where Stripe’s limit will shield the other account', () => {
    const source = from(overrideOf('payouts.external_account_collection', 'off'));
    const { copied } = consequencesOf(source.overrides, to(), ALL);
    const consequence = copied.get('payouts.external_account_collection');
    expect(consequence).toMatchObject({ before: true, after: true });
    expect(consequence?.limit).toContain('requirement_collection');
  });

  it('says that nothing is seen of a feature whose component is off', () => {
    const source = from(overrideOf(cell, 'on'));
    const target = to(overrideOf('payments', 'off'));
    expect(consequencesOf(source.overrides, target, ALL).copied.get(cell)).toMatchObject({
      idle: true,
    });
  });

  it('replaces what the account overrides already, and keeps the rest', () => {
    const source = from(overrideOf(cell, 'off'));
    const target = to(overrideOf(cell, 'on'), overrideOf('documents', 'on'));
    const { copied, others } = consequencesOf(source.overrides, target, ALL);
    expect(copied.get(cell)).toMatchObject({ before: true, after: false });
    expect(others).toEqual([]);
  });

  it('finds other cells that come out otherwise', () => {
    const custom = copySideOf(accountSubject(base, [], traitsOf('custom'), 'acct_2Fixture'));
    const source = from(overrideOf('payouts.external_account_collection', 'off'));
    const { others } = consequencesOf(source.overrides, custom, ALL);
    expect(others.map(({ cell: other }) => other)).toEqual([
      'payouts.disable_stripe_user_authentication',
    ]);
  });
});
