/**
 * How many tests came out how, and of those that failed or were skipped, as far as is known, which
 * and, of the former, why.
 */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  failures: readonly string[];
  skips: readonly string[];
}

/** One that passed, for a stage that is one test. */
export const PASSED: Tally = { passed: 1, failed: 0, skipped: 0, failures: [], skips: [] };

/** One that failed, for a stage that is one test, or that could not do its work. */
export const FAILED: Tally = { passed: 0, failed: 1, skipped: 0, failures: [], skips: [] };

/** The sum of several. */
export function sum(tallies: Tally[]): Tally {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
      failures: [...all.failures, ...one.failures],
      skips: [...all.skips, ...one.skips],
    }),
    { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] },
  );
}

/** The last line of a run: `12 passed, 0 failed`, and how many were skipped where any were. */
export function tallyLine({ passed, failed, skipped }: Omit<Tally, 'failures' | 'skips'>): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * What a runner counted, held against how it ended: a run without a test, or one that ended badly
 * though every test passed, has failed once more.
 */
export function honest(counted: Tally, endedWell: boolean): Tally {
  const ran = counted.passed + counted.failed > 0;
  const unexplained = !endedWell && counted.failed === 0;
  return ran && !unexplained ? counted : { ...counted, failed: counted.failed + 1 };
}
