import type { Edit, Subject } from '@/lib/domain/edits';
import type { ChangeView } from '@/lib/domain/views';
import { type Problem as AnyProblem, send } from './send';

/** Both sides of a refused edit, as a 409 shows them. */
export interface Conflict {
  subject: Subject;
  expectedRevision?: number;
  yours: unknown;
  current?: unknown;
  /** What still uses a template that was to be archived. */
  users?: string[];
}

/** What went wrong with a change, for people. */
export interface Problem extends AnyProblem {
  conflict: Conflict | null;
}

/** What the server found wrong with a field of the request, in words; `field` ends its pointer. */
export function errorAt(problem: Problem | null, field: string): string | undefined {
  return problem?.errors.find(({ pointer }) => pointer.endsWith(field))?.message;
}

/** An edit as it goes over the wire: moments are text, and what has a default may be left out. */
type Wire<E> = E extends { op: 'account.override' }
  ? Omit<E, 'expiresAt'> & { expiresAt: string | null }
  : E;
export type WireEdit = Wire<Edit>;

/** Most characters that a change's reason may have. */
export const MAX_REASON = 2000;

export type Outcome =
  | { change: ChangeView; problem?: undefined }
  | { change?: undefined; problem: Problem };

/** What else can be asked of the door; without it edits are applied as soon as they may be. */
export interface Manner {
  /** Nothing is written. */
  dryRun?: boolean;
  /** Kept for later, and not submitted yet. */
  draft?: boolean;
  /** When it is to be applied, in ISO 8601. */
  applyAt?: string | null;
}

/** Hands edits to the one door for writes and says how it went. Never throws. */
export async function postChange(
  reason: string,
  edits: readonly WireEdit[],
  manner: Manner = {},
): Promise<Outcome> {
  const body = { reason, edits, ...manner };
  const { value, problem } = await send<ChangeView>('POST', '/api/changes', body);
  return value ? { change: value } : { problem: problem as Problem };
}
