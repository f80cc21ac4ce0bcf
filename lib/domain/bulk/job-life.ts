import { AppError } from '../errors';

/** Where a job is. Its chunks are changes and have lives of their own. */
export const JOB_STATUSES = ['running', 'paused', 'cancelled', 'done', 'failed'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** What moves a job on. `halt`, `finish` and `fail` are the runner's alone. */
export const JOB_MOVES = ['pause', 'resume', 'cancel', 'halt', 'finish', 'fail'] as const;
export type JobMove = (typeof JOB_MOVES)[number];

/** The one table of where each move leads; what is not listed cannot be done. */
const TABLE: Readonly<Record<JobStatus, Partial<Readonly<Record<JobMove, JobStatus>>>>> = {
  running: {
    pause: 'paused',
    cancel: 'cancelled',
    halt: 'paused',
    finish: 'done',
    fail: 'failed',
  },
  paused: { resume: 'running', cancel: 'cancelled' },
  failed: { resume: 'running', cancel: 'cancelled' },
  cancelled: {},
  done: {},
};

const WORDS: Readonly<Record<JobStatus, string>> = {
  running: 'running',
  paused: 'paused',
  cancelled: 'cancelled',
  done: 'done',
  failed: 'stopped by an error',
};

const DONE: Readonly<Record<JobMove, string>> = {
  pause: 'paused',
  resume: 'resumed',
  cancel: 'cancelled',
  halt: 'halted',
  finish: 'finished',
  fail: 'marked as failed',
};

/** The status that a move leads to. Throws `conflict` where it cannot be made. */
export function afterMove(status: JobStatus, move: JobMove): JobStatus {
  const next = TABLE[status][move];
  if (next) return next;
  throw new AppError('conflict', `This job is ${WORDS[status]}, so it cannot be ${DONE[move]}.`);
}

/** What a person can do to a job in a status. */
export const openMoves = (status: JobStatus): ('pause' | 'resume' | 'cancel')[] =>
  (['pause', 'resume', 'cancel'] as const).filter((move) => TABLE[status][move] !== undefined);

/** Whether a job has come to its end. */
export const hasEnded = (status: JobStatus): boolean => Object.keys(TABLE[status]).length === 0;
