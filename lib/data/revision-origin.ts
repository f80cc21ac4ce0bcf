import type { Origin } from '@/lib/domain/rule-views';
import { actorOf } from './actor-ref';
import type { Change } from './generated/client';

/** Where a revision comes from, off its row with the change that made it. */
export function originOf({
  changeId,
  validFrom,
  change,
}: {
  changeId: string;
  validFrom: Date;
  change: Pick<Change, 'actorKind' | 'actorId' | 'actorName' | 'reason'>;
}): Origin {
  return { changeId, by: actorOf(change), at: validFrom.toISOString(), reason: change.reason };
}
