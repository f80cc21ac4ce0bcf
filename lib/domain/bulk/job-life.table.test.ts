import { describe, expect, test } from 'vitest';
import {
  afterMove,
  hasEnded,
  JOB_MOVES,
  JOB_STATUSES,
  type JobMove,
  type JobStatus,
  openMoves,
} from './job-life';

/** Written out by hand, apart from the product's own table; `-` is a refusal. */
const TABLE: Record<JobStatus, Record<JobMove, JobStatus | '-'>> = {
  running: {
    pause: 'paused',
    resume: '-',
    cancel: 'cancelled',
    halt: 'paused',
    finish: 'done',
    fail: 'failed',
  },
  paused: { pause: '-', resume: 'running', cancel: 'cancelled', halt: '-', finish: '-', fail: '-' },
  failed: { pause: '-', resume: 'running', cancel: 'cancelled', halt: '-', finish: '-', fail: '-' },
  cancelled: { pause: '-', resume: '-', cancel: '-', halt: '-', finish: '-', fail: '-' },
  done: { pause: '-', resume: '-', cancel: '-', halt: '-', finish: '-', fail: '-' },
};

describe.each(JOB_STATUSES)('a job that is %s', (status) => {
  test.each(JOB_MOVES)('%s', (move) => {
    const expected = TABLE[status][move];
    if (expected !== '-') expect(afterMove(status, move)).toBe(expected);
    else expect(() => afterMove(status, move)).toThrow('so it cannot be');
  });

  test('offers people just what can be done', () => {
    const people = (['pause', 'resume', 'cancel'] as const).filter(
      (move) => TABLE[status][move] !== '-',
    );
    expect(openMoves(status)).toEqual(people);
    expect(hasEnded(status)).toBe(Object.values(TABLE[status]).every((next) => next === '-'));
  });
});
