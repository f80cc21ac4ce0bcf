import type { ActorRef } from '@/lib/domain/views';

/** Who a row is by, off the three columns that every such row has. */
export const actorOf = (row: { actorKind: string; actorId: string; actorName: string }) =>
  ({ kind: row.actorKind, id: row.actorId, name: row.actorName }) as ActorRef;
