import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences, type Items, itemsOf, moved, rebased, undone, withItem } from './list-draft';

const saved = itemsOf(['a', 'b', 'c', 'd'], 1);
const id = (place: number) => `r1-${place}`;
const values = <T>(items: Items<T>) => items.map(({ value }) => value);
const said = (edited: Items<string>, ordered?: boolean) =>
  differences(saved, edited, ordered).map(({ kind, value, place }) => `${kind} ${value} ${place}`);

describe('an edited list', () => {
  it('moves items up and down, and not beyond its ends', () => {
    expect(values(moved(saved, id(3), -1))).toEqual(['a', 'c', 'b', 'd']);
    expect(values(moved(saved, id(1), 2))).toEqual(['b', 'c', 'a', 'd']);
    expect(values(moved(saved, id(1), -1))).toEqual(['a', 'b', 'c', 'd']);
    expect(values(moved(saved, id(4), 5))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('differs by what came, went, changed and moved', () => {
    expect(said(saved)).toEqual([]);
    const changed = withItem(saved, { id: id(2), value: 'B' });
    expect(said(changed)).toEqual(['changed B 2']);
    const added = withItem(changed, { id: 'new', value: 'e' });
    expect(said(added)).toEqual(['changed B 2', 'added e 5']);
    expect(said(added.filter((item) => item.id !== id(1)))).toEqual([
      'removed a 1',
      'changed B 1',
      'added e 4',
    ]);
  });

  it('tells one move where one was made, however far', () => {
    expect(said(moved(saved, id(4), -3))).toEqual(['moved d 1']);
    expect(said(moved(saved, id(1), 3))).toEqual(['moved a 4']);
    expect(said(moved(saved, id(1), 3), false)).toEqual([]);
  });
});

const anyEdits = fc.array(
  fc.record({
    act: fc.constantFrom('move', 'remove', 'add', 'change'),
    place: fc.nat(5),
    by: fc.integer({ min: -4, max: 4 }),
  }),
  { maxLength: 8 },
);
type Edits = typeof anyEdits extends fc.Arbitrary<infer E> ? E : never;

function edit(items: Items<string>, edits: Edits): Items<string> {
  return edits.reduce((now, { act, place, by }, index) => {
    const at = now[place % Math.max(now.length, 1)];
    if (act === 'add' || !at) return withItem(now, { id: `new-${index}`, value: `new ${index}` });
    if (act === 'move') return moved(now, at.id, by);
    if (act === 'remove') return now.filter((item) => item !== at);
    return withItem(now, { id: at.id, value: `${at.value}!` });
  }, items);
}

describe('any edits', () => {
  it('are all taken back by undoing one difference after the other', () => {
    fc.assert(
      fc.property(anyEdits, (edits) => {
        let now = edit(saved, edits);
        for (let step = 0; step < 30; step++) {
          const [first] = differences(saved, now);
          if (!first) break;
          now = undone(saved, now, first);
        }
        expect(now).toEqual(saved);
      }),
    );
  });

  it('are the same over a list that nobody else changed', () => {
    fc.assert(
      fc.property(anyEdits, (edits) => {
        const edited = edit(saved, edits);
        const over = rebased(saved, edited, values(saved), 2);
        expect(over.saved).toEqual(saved);
        expect(over.left).toEqual([]);
        expect(values(over.edited)).toEqual(values(edited));
      }),
    );
  });
});

describe('edits over a list that somebody else changed', () => {
  it('keep what still fits and set apart what does not', () => {
    const edited = withItem(withItem(moved(saved, id(4), -3), { id: id(2), value: 'B' }), {
      id: 'new',
      value: 'e',
    });
    const over = rebased(saved, edited, ['z', 'a', 'c', 'd'], 2);
    expect(values(over.edited)).toEqual(['d', 'z', 'a', 'c', 'e']);
    expect(over.left.map(({ kind, value }) => [kind, value])).toEqual([['changed', 'B']]);
    expect(differences(over.saved, over.edited).map(({ kind, value }) => [kind, value])).toEqual([
      ['moved', 'd'],
      ['added', 'e'],
    ]);
  });

  it('remove what is still there, and nothing else', () => {
    const edited = saved.filter((item) => item.id !== id(2));
    expect(values(rebased(saved, edited, ['b', 'a', 'x'], 2).edited)).toEqual(['a', 'x']);
    expect(values(rebased(saved, edited, ['a', 'x'], 2).edited)).toEqual(['a', 'x']);
  });
});
