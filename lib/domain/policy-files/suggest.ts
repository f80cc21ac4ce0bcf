/** How many letters must be put in, taken out, replaced or swapped to make one text of the other. */
function distance(a: string, b: string): number {
  let older: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (older[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    older = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

/**
 * The known name that somebody most likely meant, or null where none is near. Names with dots are
 * also found by their last part, written alone.
 */
export function suggestion(text: string, known: readonly string[]): string | null {
  const word = text.toLowerCase();
  const endings = known.filter((name) => name.endsWith(`.${word}`));
  if (endings.length === 1) return endings[0] ?? null;
  const most = Math.max(1, Math.floor(text.length / 4));
  const [best] = known
    .filter((name) => Math.abs(name.length - word.length) <= most)
    .map((name) => ({ name, far: distance(word, name) }))
    .filter(({ far }) => far <= most)
    .sort((one, other) => one.far - other.far);
  return best?.name ?? null;
}

/** The same as a sentence to stand behind another: " Did you mean …?", or nothing. */
export function didYouMean(text: string, known: readonly string[]): string {
  const meant = suggestion(text, known);
  return meant === null ? '' : ` Did you mean "${meant}"?`;
}
