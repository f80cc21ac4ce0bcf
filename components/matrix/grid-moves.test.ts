import { describe, expect, it } from 'vitest';
import { CELLS, type Cell } from '@/lib/domain/cells';
import { gridRows, moveTo } from './grid-moves';
import { MATRIX_GROUPS } from './layout';

const known = new Set<string>(CELLS.map(({ cell }) => cell));
const rows = gridRows(MATRIX_GROUPS, (cell) => known.has(cell));
const go = (from: Cell, ...keys: string[]) =>
  keys.reduce<Cell>((cell, key) => moveTo(rows, cell, key, false) ?? cell, from);

describe('the grid', () => {
  it('has every cell once', () => {
    const cells = rows.flatMap((row) => row.cells.map(({ cell }) => cell));
    expect(cells.toSorted()).toEqual(CELLS.map(({ cell }) => cell).toSorted());
  });

  it('moves along a row and stays within it', () => {
    expect(go('payments', 'ArrowRight')).toBe('payments.refund_management');
    expect(go('payments', 'ArrowLeft')).toBe('payments');
    expect(go('payments', 'End', 'ArrowRight')).toBe(go('payments', 'End'));
    expect(go('payments', 'End', 'Home')).toBe('payments');
  });

  it('keeps to the column, or to the nearest one before it', () => {
    expect(go('payments.dispute_management', 'ArrowDown')).toBe(
      'payment_details.dispute_management',
    );
    expect(go('payments', 'ArrowUp')).toBe('payments');
    expect(go('disputes_list.dispute_management', 'ArrowDown')).toBe('payment_method_settings');
  });

  it('passes over what is not shown', () => {
    const shown = new Set(['payments', 'payouts.instant_payouts']);
    const few = gridRows(MATRIX_GROUPS, (cell) => shown.has(cell));
    expect(moveTo(few, 'payments', 'ArrowDown', false)).toBe('payouts.instant_payouts');
  });

  it('leaves other keys alone', () => {
    expect(moveTo(rows, 'payments', 'a', false)).toBeNull();
  });
});
