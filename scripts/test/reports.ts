import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { projectRoot, readJson } from '../lib/files';
import { FAILED, honest, type Tally } from './tally';

/** Lines of a failed test's message that the end of a run repeats. */
const LINES_SAID = 12;

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()),
        }),
      ),
    }),
  ),
});

const playwrightError = z.object({ message: z.string().optional() });

const playwrightSuite = z.object({
  specs: z.array(
    z.object({
      title: z.string(),
      file: z.string(),
      ok: z.boolean(),
      tests: z.array(
        z.object({
          status: z.string().optional(),
          results: z.array(z.object({ errors: z.array(playwrightError) })),
        }),
      ),
    }),
  ),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});

const playwrightReport = z.object({
  suites: z.array(playwrightSuite),
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  errors: z.array(playwrightError),
});

/** What Vitest calls tests that did not run. */
const NOT_RUN = new Set(['skipped', 'pending', 'todo']);

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
      failures: [
        ...broken.map(({ name, message }) => failure(name, [message])),
        ...report.testResults.flatMap(({ name, assertionResults }) =>
          assertionResults
            .filter(({ status }) => status === 'failed')
            .map((test) => failure(`${name} › ${test.fullName}`, test.failureMessages)),
        ),
      ],
      skips: report.testResults.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter(({ status }) => NOT_RUN.has(status))
          .map(({ fullName }) => shortened(`${name} › ${fullName}`)),
      ),
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
    {
      passed: expected,
      failed: unexpected + flaky,
      skipped,
      failures: [
        ...report.errors.map((error) => failure('playwright', [error.message ?? ''])),
        ...report.suites.flatMap(failuresOf),
      ],
      skips: report.suites.flatMap(skipsOf),
    },
    exitCode === 0 && report.errors.length === 0,
  );
}

function failuresOf(suite: z.infer<typeof playwrightSuite>): string[] {
  const own = suite.specs
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => {
      const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
      return failure(
        `${file} › ${title}`,
        errors.map(({ message }) => message ?? ''),
      );
    });
  return [...own, ...(suite.suites ?? []).flatMap(failuresOf)];
}

function skipsOf(suite: z.infer<typeof playwrightSuite>): string[] {
  const own = suite.specs
    .filter(({ tests }) => tests.some(({ status }) => status === 'skipped'))
    .map(({ file, title }) => `${file} › ${title}`);
  return [...own, ...(suite.suites ?? []).flatMap(skipsOf)];
}

/** A test's name without the folder that all are in. */
const shortened = (name: string) => name.replace(`${projectRoot}${path.sep}`, '');

/** A failed test and the beginning of what it said, without the colours. */
function failure(name: string, messages: string[]): string {
  const said = stripVTControlCharacters(messages.join('\n')).trim().split('\n');
  return [shortened(name), ...said.slice(0, LINES_SAID)].join('\n    ');
}

function readReport(file: string): unknown {
  try {
    return readJson(file);
  } catch {
    return undefined;
  }
}
