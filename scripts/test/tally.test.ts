import { expect, test } from 'vitest';
import { honest, sum, tallyLine } from './tally';

test('the last line is passed and failed, and skipped only where there is any', () => {
  expect(tallyLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(tallyLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
});

test('a sum adds up', () => {
  const one = { passed: 1, failed: 2, skipped: 3, failures: ['a › b'], skips: ['c › d'] };
  const two = {
    passed: 2,
    failed: 4,
    skipped: 6,
    failures: ['a › b', 'a › b'],
    skips: ['c › d', 'c › d'],
  };
  expect(sum([one, one])).toEqual(two);
  expect(sum([])).toEqual({ passed: 0, failed: 0, skipped: 0, failures: [], skips: [] });
});

test('a run that ended well is what it counted', () => {
  const counted = { passed: 5, failed: 0, skipped: 1, failures: [], skips: [] };
  expect(honest(counted, true)).toEqual(counted);
});

test('a run without a test has failed, even if all of them were skipped', () => {
  expect(honest({ passed: 0, failed: 0, skipped: 4, failures: [], skips: [] }, true).failed).toBe(
    1,
  );
});

test('a run that ended badly has failed, though each of its tests passed', () => {
  expect(
    honest({ passed: 5, failed: 0, skipped: 0, failures: [], skips: [] }, false),
  ).toMatchObject({
    passed: 5,
    failed: 1,
  });
});

test('a failure is not counted twice for the bad end it explains', () => {
  expect(honest({ passed: 5, failed: 2, skipped: 0, failures: [], skips: [] }, false).failed).toBe(
    2,
  );
});
