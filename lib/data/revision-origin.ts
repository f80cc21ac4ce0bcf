import type { Origin } from '@/lib/domain/rule-views';
import type { ActorRef } from '@/lib/domain/views';
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
  const { actorKind: kind, actorId: id, actorName: name, reason } = change;
  const by: ActorRef = { kind, id, name };
  return { changeId, by, at: validFrom.toISOString(), reason };
}
