import { prose } from '../text';

/** Most characters of a job's reason: each of its changes says beside it which chunk it is. */
export const MAX_JOB_REASON = 1800;

/** Why a job is done, for the audit. */
export const jobReason = prose(MAX_JOB_REASON);
