import { type Denial, denies } from '@/lib/domain/denials';
import type { AppError } from '@/lib/domain/errors';
import type { Actor } from '@/lib/domain/permissions';

/** What came to light of a request before it was refused. */
export interface Asked {
  now: Date;
  actor?: Actor;
  /** Whether it was refused for an id in its path that nothing could have. */
  misnamed: boolean;
}

/** A request as its line in the log names it, with the pattern of its route. */
interface Named {
  line: { requestId: string; method: string; path: string };
  pattern: string;
}

/**
 * What a refusal denied to whom; null where nothing was denied, or nobody is known. Who asked may
 * stand in the error alone, as of a token that holds no longer.
 */
export function denialOf(error: AppError, { line, pattern }: Named, asked: Asked): Denial | null {
  const actor = asked.actor ?? error.denied?.actor;
  if (!actor || !(denies(error) || asked.misnamed)) return null;
  const { method, path, requestId } = line;
  const what = { kind: 'route', id: `${method} ${pattern}` } as const;
  const permission = error.denied?.permission ?? null;
  return { actor, requestId, now: asked.now, code: error.code, what, path, permission };
}
