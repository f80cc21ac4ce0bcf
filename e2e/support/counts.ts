/** A count with its thousands apart. */
export const number = (count: number): string => count.toLocaleString('en');

/** Counts by name in one line, as in `1,204 × 200, 3 × 404`. */
export const listed = (counts: readonly (readonly [name: string, count: number])[]): string =>
  counts.map(([name, count]) => `${number(count)} × ${name}`).join(', ');
