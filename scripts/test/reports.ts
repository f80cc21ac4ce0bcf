import { z } from 'zod';
import { readJson } from '../lib/files';
import { FAILED, honest, type Tally } from './tally';

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  success: z.boolean(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  errors: z.array(z.unknown()),
});

/** Counts what Vitest reported. A file that could not even be loaded counts as a failed test. */
export function tallyVitest(reportFile: string, exitCode: number | null): Tally {
  const report = vitestReport.safeParse(readReport(reportFile)).data;
  if (!report) return FAILED;
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return honest(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    exitCode === 0 && report.success,
  );
}

/** Counts what Playwright reported. One that passed at a second try only has not passed. */
export function tallyPlaywright(reportFile: string, exitCode: number | null): Tally {
  const report = playwrightReport.safeParse(readReport(reportFile)).data;
  if (!report) return FAILED;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return honest(
    { passed: expected, failed: unexpected + flaky, skipped },
    exitCode === 0 && report.errors.length === 0,
  );
}

function readReport(file: string): unknown {
  try {
    return readJson(file);
  } catch {
    return undefined;
  }
}
