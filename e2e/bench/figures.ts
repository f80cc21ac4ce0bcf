/** The median of some figures; of none it is NaN. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  if (Number.isInteger(half)) return ((sorted[half - 1] ?? NaN) + (sorted[half] ?? NaN)) / 2;
  return sorted[Math.floor(half)] ?? NaN;
}

/** The figure that a share of all figures, from 0 to 1, do not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/**
 * Measures several sides round by round: first all of them once, then all of them again, each round
 * beginning with another, so that what the machine does meanwhile falls on all alike.
 */
export async function interleaved<Side extends string, Figures>(
  rounds: number,
  sides: Readonly<Record<Side, () => Promise<Figures>>>,
): Promise<Record<Side, Figures[]>> {
  const names = Object.keys(sides) as Side[];
  const measured = Object.fromEntries(names.map((name) => [name, [] as Figures[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [place] of names.entries()) {
      const name = names[(place + round) % names.length] as Side;
      measured[name]?.push(await sides[name]());
    }
  }
  return measured as Record<Side, Figures[]>;
}
