import 'server-only';
import type { Db } from '@/lib/db';
import { tokenState } from '@/lib/domain/people';
import { type Actor, can, type Scope, SYSTEM } from '@/lib/domain/permissions';
import type { BulkJob } from '../generated/client';

type Starter = { actor: Actor } | { why: string };

const ended = (name: string) => ({
  why: `${name}, who started it, can no longer sign in. Somebody else has to start another one.`,
});

async function userOf(tx: Db, { actorId: id, actorName }: BulkJob): Promise<Starter> {
  const row = await tx.user.findUnique({ where: { id } });
  if (!row || row.disabledAt) return ended(row?.name ?? actorName);
  const { name, email, role } = row;
  return { actor: { kind: 'user', id, name, email, role } };
}

async function machineOf(tx: Db, { actorId: id, actorName }: BulkJob, now: Date): Promise<Starter> {
  const row = await tx.apiToken.findUnique({ where: { id } });
  const state = row && tokenState(row, now);
  // A token that was rotated has a successor that does its work; what it started goes on.
  if (!row || state === 'revoked' || state === 'expired') {
    return { why: `The token ${row?.name ?? actorName}, which started it, is no longer valid.` };
  }
  return { actor: { kind: 'token', id, name: row.name, scopes: row.scopes as Scope[] } };
}

/**
 * Whoever started a job, with what they may do now; or why the job must not go on in their name.
 */
export async function starterOf(tx: Db, job: BulkJob, now: Date): Promise<Starter> {
  if (job.actorKind === 'system') return { actor: SYSTEM };
  const found = job.actorKind === 'user' ? await userOf(tx, job) : await machineOf(tx, job, now);
  if ('why' in found || can(found.actor, 'policy:write')) return found;
  return { why: `${found.actor.name}, who started it, may no longer change policy.` };
}
