import { Prisma } from '@/lib/db';
import type { Cell } from '@/lib/domain/cells';
import type { ClassSide } from '@/lib/domain/fates';

/** Cells that one word has marks for: two bits each, and a bigint's sign is left alone. */
const PER_WORD = 31;

/**
 * What an account's overrides say of some cells, as a few numbers with a bit for each cell that is on
 * and for each that is off: they are put together and compared far quicker than texts.
 */
export class OverrideMarks {
  private readonly cells: readonly Cell[];

  constructor(cells: readonly Cell[]) {
    this.cells = [...new Set(cells)];
  }

  /**
   * A query for the accounts with overrides like this, `account_id`, and what those say, `own`.
   * An account of which only other cells are overridden is among them, and says nothing.
   */
  sql(like: Prisma.Sql): Prisma.Sql {
    const words = Math.max(1, Math.ceil(this.cells.length / PER_WORD));
    const marks = Array.from(
      { length: words },
      (_, word) => Prisma.sql`coalesce(bit_or(CASE WHEN m.word = ${word}::int
        THEN 1::bigint << (m.bit + (o.setting = 'on')::int) END), 0)::text`,
    );
    const places = this.cells.map((_, place) => place);
    return Prisma.sql`
      SELECT account_id, ${Prisma.join(marks, " || ' ' || ")} AS own
      FROM (SELECT account_id, cell, setting FROM override WHERE ${like}) o
      LEFT JOIN unnest(
        ${[...this.cells]}::text[],
        ${places.map((place) => Math.floor(place / PER_WORD))}::int[],
        ${places.map((place) => (place % PER_WORD) * 2)}::int[]
      ) AS m(cell, word, bit) ON m.cell = o.cell
      GROUP BY account_id`;
  }

  /** What such an `own` says. */
  read(own: string): ClassSide['overrides'] {
    const words = own.split(' ').map(BigInt);
    const said: Partial<Record<Cell, 'on' | 'off'>> = {};
    this.cells.forEach((cell, place) => {
      const word = words[Math.floor(place / PER_WORD)] ?? 0n;
      const bits = (word >> BigInt((place % PER_WORD) * 2)) & 3n;
      if (bits !== 0n) said[cell] = bits === 2n ? 'on' : 'off';
    });
    return said;
  }
}
