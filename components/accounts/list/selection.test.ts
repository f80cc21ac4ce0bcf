import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { between, headState, NOTHING, pickedOf, withAccounts, withToggled } from './selection';

const rows = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, name: id, tags: [], overrides: 0 }));
const ids = rows.map(({ id }) => id);
const select = (...some: string[]) =>
  withAccounts(
    NOTHING,
    rows.filter(({ id }) => some.includes(id)),
    true,
  );
const keys = (selection: ReadonlyMap<string, unknown>) => [...selection.keys()].sort();

describe('a range of rows', () => {
  it('runs either way and holds both ends', () => {
    expect(between(ids, 'b', 'd')).toEqual(['b', 'c', 'd']);
    expect(between(ids, 'd', 'b')).toEqual(['b', 'c', 'd']);
    expect(between(ids, 'c', 'c')).toEqual(['c']);
  });

  it('is one row where the other end is unknown or gone', () => {
    expect(between(ids, null, 'c')).toEqual(['c']);
    expect(between(ids, 'gone', 'c')).toEqual(['c']);
  });
});

describe('a selection', () => {
  it('takes a row in and out', () => {
    const one = withToggled(NOTHING, rows, 'b', null);
    expect(keys(one)).toEqual(['b']);
    expect(keys(withToggled(one, rows, 'b', null))).toEqual([]);
  });

  it('makes a range what its last row becomes', () => {
    expect(keys(withToggled(select('a', 'c'), rows, 'd', 'a'))).toEqual(['a', 'b', 'c', 'd']);
    expect(keys(withToggled(select('a', 'b', 'c', 'd'), rows, 'd', 'b'))).toEqual(['a']);
  });

  it('never touches what lies outside the range', () => {
    const subset = fc.subarray(ids);
    fc.assert(
      fc.property(subset, fc.constantFrom(...ids), fc.constantFrom(...ids), (some, from, to) => {
        const before = select(...some);
        const after = withToggled(before, rows, to, from);
        const range = between(ids, from, to);
        for (const id of ids) {
          expect(after.has(id)).toBe(range.includes(id) ? !before.has(to) : before.has(id));
        }
      }),
    );
  });

  it('says of a page whether none, some or all of it is selected', () => {
    expect(headState(NOTHING, rows)).toBe('none');
    expect(headState(select('a'), rows)).toBe('some');
    expect(headState(select(...ids), rows)).toBe('all');
    expect(headState(select('a'), [])).toBe('none');
  });

  it('keeps accounts of other pages, and follows those of this one', () => {
    const renamed = [{ id: 'a', name: 'New name', tags: [], overrides: 2 }];
    const [first, second] = pickedOf(select('a', 'e'), renamed);
    expect(first).toEqual(renamed[0]);
    expect(second?.id).toBe('e');
  });
});
