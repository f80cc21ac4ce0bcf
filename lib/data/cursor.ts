import { z } from 'zod';
import { invalid } from '@/lib/domain/errors';

/** Packs the place after which the next page starts. */
export function packCursor(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Unpacks a cursor of `length` parts; throws `invalid_request` for one that we did not make. */
export function unpackCursor(cursor: string, length: number): string[] {
  // Postgres has no text with NUL in it.
  const part = z
    .string()
    .max(1000)
    .regex(/^[^\0]*$/);
  const shape = z.array(part).length(length);
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw invalid({
      pointer: '/cursor',
      message: 'This cursor is not one of ours. Start again without a cursor.',
    });
  }
}

/** Cuts `limit + 1` rows down to a page, with the cursor of its last row if more follow. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  place: (row: Row) => readonly string[],
  item: (row: Row) => Item,
): { data: Item[]; nextCursor: string | null } {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return {
    data: kept.map(item),
    nextCursor: rows.length > limit && last !== undefined ? packCursor(place(last)) : null,
  };
}
