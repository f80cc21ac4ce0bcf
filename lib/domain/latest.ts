/** The latest of some moments, of which some may be missing; null where all are. */
export function latest(moments: readonly (Date | null)[]): Date | null {
  const known = moments.flatMap((at) => at?.getTime() ?? []);
  return known.length > 0 ? new Date(Math.max(...known)) : null;
}
