import { describe, expect, it } from 'vitest';
import { CELLS, type Cell } from '@/lib/domain/cells';
import { overrideOf, traitsOf } from '@/lib/domain/testing/fixtures';
import { type ComparedCell, compareCells, isShown, limitsOf, reasonOf } from './compare-cells';
import { type Subject, viewsOf } from './subject';
import { accountSubject, templateSubject } from './testing/subjects';

const base = templateSubject('base', { payments: 'on', 'payments.refund_management': 'off' });
const retail = templateSubject('retail', { payouts: 'on' }, base);
const names = new Map([base, retail].map(({ template: { key, name } }) => [key, name]));

function compare(left: Subject, right: Subject) {
  const rows = compareCells(viewsOf(left, right, names), viewsOf(right, left, names));
  const at = (cell: Cell): ComparedCell => {
    const row = rows.find((candidate) => candidate.cell === cell);
    if (!row) throw new Error(`No row of ${cell}`);
    return row;
  };
  const differing = rows.filter(({ difference }) => difference !== 'none').map(({ cell }) => cell);
  return { rows, at, differing };
}

describe('an account beside its own template', () => {
  it('differs by exactly what its overrides do', () => {
    const account = accountSubject(base, [overrideOf('payments.refund_management', 'on')]);
    const { at, differing, rows } = compare(account, base);
    expect(differing).toEqual(['payments.refund_management']);
    expect(at('payments.refund_management')).toMatchObject({
      difference: 'value',
      left: { value: true, source: 'Override' },
      right: { value: false, source: 'Base' },
    });
    expect(reasonOf(at('payments.refund_management'))).toEqual({ by: 'override', on: 'left' });
    expect(rows).toHaveLength(CELLS.length);
  });

  it('is the same without overrides, whatever Stripe limits on both', () => {
    const wants = templateSubject('wants', {
      payouts: 'on',
      'payouts.external_account_collection': 'off',
    });
    const { at, differing } = compare(accountSubject(wants), wants);
    expect(differing).toEqual([]);
    expect(limitsOf(at('payouts.external_account_collection'))).toEqual([
      { on: 'both', message: expect.stringContaining('requirement_collection') },
    ]);
  });

  it('shows an override that says what the template says as another source', () => {
    const account = accountSubject(base, [overrideOf('payments', 'on')]);
    expect(compare(base, account).at('payments').difference).toBe('source');
    expect(reasonOf(compare(base, account).at('payments'))).toEqual({
      by: 'override',
      on: 'right',
    });
  });
});

describe('an account beside another template', () => {
  it('differs by that template too', () => {
    const { at } = compare(accountSubject(base), retail);
    expect(at('payouts')).toMatchObject({ difference: 'value', right: { value: true } });
    expect(reasonOf(at('payouts'))).toEqual({ by: 'template', on: 'right' });
    expect(at('payments').difference).toBe('none');
  });
});

describe('two templates', () => {
  it('agree where one has from the other what that one says itself', () => {
    const { at, differing } = compare(base, retail);
    expect(differing).toEqual(['payouts']);
    expect(at('payments').left.source).toBe('Base');
  });

  it('differ only in the source where each says the same', () => {
    const other = templateSubject('other', { payments: 'on' });
    const { at } = compare(base, other);
    expect(at('payments').difference).toBe('source');
    expect(reasonOf(at('payments'))).toEqual({ by: 'templates' });
  });

  it('depend on the account alike where Stripe’s default does', () => {
    const { at } = compare(base, retail);
    expect(at('payouts.instant_payouts')).toMatchObject({
      difference: 'none',
      left: { value: null },
      right: { value: null },
    });
  });
});

describe('two accounts', () => {
  const standard = traitsOf('standard');

  it('differ by Stripe’s own default', () => {
    const { at } = compare(
      accountSubject(retail),
      accountSubject(retail, [], standard, 'acct_2Fixture'),
    );
    expect(at('payouts.instant_payouts').difference).toBe('value');
    expect(reasonOf(at('payouts.instant_payouts'))).toEqual({ by: 'default' });
  });

  it('differ because Stripe limits one of them', () => {
    const strict = templateSubject('strict', {
      payouts: 'on',
      'payouts.external_account_collection': 'off',
    });
    const { at } = compare(
      accountSubject(strict),
      accountSubject(strict, [], traitsOf('custom'), 'acct_2Fixture'),
    );
    const row = at('payouts.external_account_collection');
    expect(row).toMatchObject({ difference: 'value', left: { value: true, wanted: false } });
    expect(limitsOf(row)).toMatchObject([{ on: 'left' }]);
    expect(reasonOf(row)).toBeNull();
  });

  it('differ to no effect in a component that is off on both', () => {
    const cell = 'disputes_list.refund_management';
    const { at } = compare(
      accountSubject(base, [overrideOf(cell, 'off')]),
      accountSubject(base, [overrideOf(cell, 'on')], undefined, 'acct_2Fixture'),
    );
    expect(at(cell).difference).toBe('idle');
    const shown = [isShown(at(cell), 'values'), isShown(at(cell), 'differences')];
    expect(shown).toEqual([false, true]);
  });

  it('differ in the value of a feature once one of them has the component', () => {
    const cell = 'disputes_list.refund_management';
    const { at } = compare(
      accountSubject(base, [overrideOf(cell, 'off')]),
      accountSubject(base, [overrideOf('disputes_list', 'on')], undefined, 'acct_2Fixture'),
    );
    expect(at(cell)).toMatchObject({ difference: 'value', left: { dimmed: true } });
    expect(reasonOf(at(cell))).toEqual({ by: 'override', on: 'left' });
  });

  it('differ in how long the same override lasts', () => {
    const soon = new Date('2026-12-01T00:00:00.000Z');
    const { at, differing } = compare(
      accountSubject(base, [overrideOf('payments', 'on', { expiresAt: soon })]),
      accountSubject(base, [overrideOf('payments', 'on')], undefined, 'acct_2Fixture'),
    );
    expect(differing).toEqual(['payments']);
    expect(at('payments').difference).toBe('expiry');
  });

  it('do not differ by an override whose time is over', () => {
    const past = new Date('2026-11-21T12:00:00.000Z');
    const gone = accountSubject(base, [overrideOf('payments', 'off', { expiresAt: past })]);
    const other = accountSubject(base, [], undefined, 'acct_2Fixture');
    expect(compare(gone, other).differing).toEqual([]);
  });
});

it('an account beside itself is the same in every cell', () => {
  const account = accountSubject(retail, [overrideOf('payments', 'off')]);
  const { rows } = compare(account, account);
  expect(rows.filter((row) => isShown(row, 'differences'))).toEqual([]);
  expect(rows.filter((row) => isShown(row, 'all'))).toHaveLength(CELLS.length);
});
