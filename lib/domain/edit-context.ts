import { type Edit, subjectOf } from './edits';
import { AppError } from './errors';

/** Where and when an edit is applied. */
export interface EditContext {
  now: Date;
  changeId: string;
  /** RFC 6901 pointer to the edit in the request. */
  pointer: string;
}

/**
 * Refuses an edit against a revision that is no longer current. The error shows both sides:
 * what was asked for and what is current.
 */
export function requireRevision(
  edit: Edit & { expectedRevision?: number | undefined },
  current: { revision: number },
): void {
  if (edit.expectedRevision === undefined || edit.expectedRevision === current.revision) return;
  const subject = subjectOf(edit);
  const { expectedRevision } = edit;
  throw new AppError(
    'conflict',
    `The ${subject.kind} "${subject.id}" is at revision ${current.revision}, not ${expectedRevision}: it was changed meanwhile. Look at what is current, then send the edit again.`,
    { members: { conflict: { subject, expectedRevision, yours: edit, current } } },
  );
}
