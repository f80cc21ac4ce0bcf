import type { Bench } from '../bench';
import { percentile } from '../figures';
import { type Asking, askFor } from '../http';

/** What is asked for, and by which name it stands in a note. */
export interface Question {
  name: string;
  url: string;
  asking: Asking;
}

/** What asking gave: the p95 of each round, and which question took longest, with its median. */
export interface Asked {
  p95: number[];
  slowest: string;
}

/**
 * Asks all questions one after another, round by round, over one kept-alive connection; gives the
 * p95 of each round over all of them. The first round warms up.
 */
export async function askAll(
  { options: { rounds } }: Bench,
  questions: readonly Question[],
  figure: 'ms' | 'firstByteMs' = 'ms',
): Promise<Asked> {
  const p95: number[] = [];
  const perQuestion = new Map<string, number[]>();
  for (let round = 0; round <= rounds; round += 1) {
    const took: number[] = [];
    for (const { name, url, asking } of questions) {
      const ms = (await askFor(url, asking))[figure];
      took.push(ms);
      if (round > 0) perQuestion.set(name, [...(perQuestion.get(name) ?? []), ms]);
    }
    if (round > 0) p95.push(percentile(took, 0.95));
  }
  const medians = [...perQuestion].map(([name, all]) => ({ name, ms: percentile(all, 0.5) }));
  const [first] = medians.sort((a, b) => b.ms - a.ms);
  return { p95, slowest: first ? `slowest: ${first.name}, ${first.ms.toFixed(0)} ms` : '' };
}
