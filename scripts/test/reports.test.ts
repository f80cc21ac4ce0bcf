import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { tallyPlaywright, tallyVitest } from './reports';

const folder = mkdtempSync(path.join(tmpdir(), 'switchyard-reports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(content: unknown): string {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const FAILED_ONCE = { passed: 0, failed: 1, skipped: 0, failures: [], skips: [] };

/** A file as Vitest reports it, with a test that came out so. */
function fileOf(status: string, ...tests: string[]) {
  const assertionResults = tests.map((test) => ({
    fullName: 'pays once',
    status: test,
    failureMessages: test === 'failed' ? ['\u001b[31mexpected 2 to be 1\u001b[39m'] : [],
  }));
  return { name: 'lib/pay.test.ts', message: 'It cannot be read', status, assertionResults };
}

describe('Vitest', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 0,
    numPendingTests: 2,
    numTodoTests: 1,
    success: true,
    testResults: [fileOf('passed', 'passed')],
  };

  test('counts passed, failed and skipped', () => {
    expect(tallyVitest(written(report), 0)).toEqual({
      passed: 7,
      failed: 0,
      skipped: 3,
      failures: [],
      skips: [],
    });
  });

  test('names what was skipped', () => {
    const file = written({ ...report, testResults: [fileOf('passed', 'skipped', 'todo')] });
    const name = 'lib/pay.test.ts › pays once';
    expect(tallyVitest(file, 0)).toMatchObject({ skipped: 3, failures: [], skips: [name, name] });
  });

  test('a file that could not be loaded counts as failed', () => {
    const broken = fileOf('failed');
    const failure = 'lib/pay.test.ts\n    It cannot be read';
    const file = written({ ...report, success: false, testResults: [broken, broken] });
    expect(tallyVitest(file, 1)).toEqual({
      passed: 7,
      failed: 2,
      skipped: 3,
      failures: [failure, failure],
      skips: [],
    });
  });

  test('a file whose tests failed is not counted beside them', () => {
    const failed = fileOf('failed', 'passed', 'failed');
    const file = written({ ...report, numFailedTests: 1, success: false, testResults: [failed] });
    expect(tallyVitest(file, 1)).toEqual({
      passed: 7,
      failed: 1,
      skipped: 3,
      failures: ['lib/pay.test.ts › pays once\n    expected 2 to be 1'],
      skips: [],
    });
  });

  test('a bad end without a failed test is a failure', () => {
    expect(tallyVitest(written(report), 1).failed).toBe(1);
    expect(tallyVitest(written(report), null).failed).toBe(1);
  });
});

describe('Playwright', () => {
  const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 1 };
  const spec = (ok: boolean, ...messages: string[]) => ({
    title: 'refunds',
    file: 'stories/refund.spec.ts',
    ok,
    tests: [{ results: [{ errors: messages.map((message) => ({ message })) }] }],
  });
  const skipped = {
    ...{ title: 'pays out', file: 'stories/refund.spec.ts', ok: true },
    tests: [{ status: 'skipped', results: [] }],
  };

  test('counts passed, failed and skipped, and names the latter two however deep they lie', () => {
    const inner = { specs: [spec(false, 'No button'), skipped] };
    const suites = [{ specs: [spec(true)], suites: [inner] }];
    const file = written({ suites, stats: { ...stats, unexpected: 1 }, errors: [] });
    expect(tallyPlaywright(file, 1)).toEqual({
      passed: 4,
      failed: 1,
      skipped: 1,
      failures: ['stories/refund.spec.ts › refunds\n    No button'],
      skips: ['stories/refund.spec.ts › pays out'],
    });
  });

  test('a flaky test has not passed', () => {
    const file = written({ suites: [], stats: { ...stats, flaky: 1 }, errors: [] });
    expect(tallyPlaywright(file, 0)).toMatchObject({ passed: 4, failed: 1, skipped: 1 });
  });

  test('an error beside the tests is a failure', () => {
    const file = written({ suites: [], stats, errors: [{ message: 'The server did not start' }] });
    expect(tallyPlaywright(file, 1)).toEqual({
      passed: 4,
      failed: 1,
      skipped: 1,
      failures: ['playwright\n    The server did not start'],
      skips: [],
    });
  });
});

test('a report that is missing, or cut off, is a failure', () => {
  for (const file of [path.join(folder, 'nowhere.json'), written('{"stats": {"exp')]) {
    expect(tallyVitest(file, 0)).toEqual(FAILED_ONCE);
    expect(tallyPlaywright(file, 0)).toEqual(FAILED_ONCE);
  }
});
