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

const FAILED_ONCE = { passed: 0, failed: 1, skipped: 0 };

describe('Vitest', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 0,
    numPendingTests: 2,
    numTodoTests: 1,
    success: true,
    testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
  };

  test('counts passed, failed and skipped', () => {
    expect(tallyVitest(written(report), 0)).toEqual({ passed: 7, failed: 0, skipped: 3 });
  });

  test('a file that could not be loaded counts as failed', () => {
    const broken = { status: 'failed', assertionResults: [] };
    const file = written({ ...report, success: false, testResults: [broken, broken] });
    expect(tallyVitest(file, 1)).toEqual({ passed: 7, failed: 2, skipped: 3 });
  });

  test('a file whose tests failed is not counted beside them', () => {
    const failed = { status: 'failed', assertionResults: [{ status: 'failed' }] };
    const file = written({ ...report, numFailedTests: 1, success: false, testResults: [failed] });
    expect(tallyVitest(file, 1)).toEqual({ passed: 7, failed: 1, skipped: 3 });
  });

  test('a bad end without a failed test is a failure', () => {
    expect(tallyVitest(written(report), 1).failed).toBe(1);
    expect(tallyVitest(written(report), null).failed).toBe(1);
  });
});

describe('Playwright', () => {
  const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 1 };

  test('counts passed, failed and skipped', () => {
    const file = written({ stats: { ...stats, unexpected: 2 }, errors: [] });
    expect(tallyPlaywright(file, 1)).toEqual({ passed: 4, failed: 2, skipped: 1 });
  });

  test('a flaky test has not passed', () => {
    const file = written({ stats: { ...stats, flaky: 1 }, errors: [] });
    expect(tallyPlaywright(file, 0)).toEqual({ passed: 4, failed: 1, skipped: 1 });
  });

  test('an error beside the tests is a failure', () => {
    const file = written({ stats, errors: [{ message: 'The web server did not start' }] });
    expect(tallyPlaywright(file, 1)).toEqual({ passed: 4, failed: 1, skipped: 1 });
  });
});

test('a report that is missing, or cut off, is a failure', () => {
  for (const file of [path.join(folder, 'nowhere.json'), written('{"stats": {"exp')]) {
    expect(tallyVitest(file, 0)).toEqual(FAILED_ONCE);
    expect(tallyPlaywright(file, 0)).toEqual(FAILED_ONCE);
  }
});
