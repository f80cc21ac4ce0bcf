import type { Started } from '@/lib/data/bulk/start-job';
import { answering } from '@/lib/http/answer';

/** A look, or nothing to do: 200; a job that is on its way: 202. */
export const answerOf = (started: Started) =>
  started.id === null ? answering(200, started) : answering(202, started);
