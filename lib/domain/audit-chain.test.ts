import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChainRow, ChainWalk, chainStart, chainText } from './audit-chain';

const hashOf = (text: string, after = '') =>
  createHash('sha256').update(Buffer.from(after, 'hex')).update(text).digest('hex');

/** A chain whose rows say these. */
function chainOf(says: readonly (string | null)[][]): ChainRow[] {
  let hash = hashOf(chainStart(3));
  return says.map((fields, index) => {
    hash = hashOf(chainText(fields), hash);
    return { chain: 3, seq: BigInt(index + 1), fields, hash };
  });
}

/** What a walk over rows finds, against the head of the chain that was written. */
function found(rows: readonly ChainRow[], written: readonly ChainRow[]) {
  const walk = new ChainWalk(3, hashOf);
  for (const row of rows) walk.take(row);
  const last = written.at(-1);
  walk.end({ chain: 3, seq: last?.seq ?? 0n, hash: last?.hash ?? hashOf(chainStart(3)) });
  return walk.breaks.map(({ what, seq }) => [what, Number(seq)]);
}

const field = fc.option(fc.string({ unit: 'grapheme', maxLength: 8 }));
const chain = fc
  .array(fc.array(field, { minLength: 1, maxLength: 4 }), { maxLength: 12 })
  .map(chainOf);
const filled = chain.filter((rows) => rows.length > 0);

test('no two rows read alike', () => {
  const fields = fc.array(field, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fields, fields, (a, b) => {
      expect(chainText(a) === chainText(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
  );
  expect(chainText(['ä', null, '', '-'])).toBe('2:ä,-,0:,1:-');
});

describe('a chain', () => {
  test('that is as it was written has no break', () => {
    fc.assert(
      fc.property(chain, (rows) => {
        expect(found(rows, rows)).toEqual([]);
      }),
    );
  });

  test('tells the one row that was altered', () => {
    fc.assert(
      fc.property(filled, fc.nat(), fc.nat(), (rows, pick, place) => {
        const index = pick % rows.length;
        const bent = rows.map((row, at) => {
          if (at !== index) return row;
          const fields = row.fields.with(place % row.fields.length, 'bent, never so by chance');
          return { ...row, fields };
        });
        expect(found(bent, rows)).toEqual([['altered', index + 1]]);
      }),
    );
  });

  test('tells a row whose hash was made to fit: the next one does not', () => {
    const rows = chainOf([['a'], ['b'], ['c']]);
    const fields = ['x'];
    const bent = rows.with(1, {
      chain: 3,
      seq: 2n,
      fields,
      hash: hashOf(chainText(fields), rows[0]?.hash),
    });
    expect(found(bent, rows)).toEqual([['altered', 3]]);
  });

  test('tells where rows are missing, and that its end is', () => {
    fc.assert(
      fc.property(filled, fc.nat(), (rows, pick) => {
        const index = pick % rows.length;
        const cut = rows.toSpliced(index, 1);
        const last = index === rows.length - 1;
        expect(found(cut, rows)).toEqual([last ? ['head', index] : ['missing', index + 1]]);
      }),
    );
  });

  test('tells a row that stands twice', () => {
    const rows = chainOf([['a'], ['b']]);
    expect(found([rows[0], rows[0], rows[1]] as ChainRow[], rows)).toEqual([['extra', 1]]);
  });

  test('without a head is broken', () => {
    const walk = new ChainWalk(3, hashOf);
    walk.end(undefined);
    expect(walk.breaks).toHaveLength(1);
  });
});
