import type { Route } from 'next';

/** The list of bulk jobs. */
export const BULK_JOBS = '/changes/bulk' as Route;

/** The page of a bulk job. */
export const bulkJobPath = (id: string) => `${BULK_JOBS}/${encodeURIComponent(id)}` as Route;
