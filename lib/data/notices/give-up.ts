import 'server-only';
import { db } from '@/lib/db';
import { writeAudit } from '../audit';
import { type Context, verb } from '../context';
import { seal, unseal } from '../sealed/seal';
import { lockedEndpoint, subjectOf } from './endpoint-rows';
import { newSecret, placeOf } from './secrets';

const opens = (id: string, column: 'secret' | 'old_secret', sealed: Uint8Array | null) =>
  sealed === null || unseal(placeOf(id, column), sealed) !== null;

async function replaceOne(context: Context, id: string): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const row = await lockedEndpoint(tx, id);
    const secretOpens = opens(id, 'secret', row.secret);
    const oldOpens = opens(id, 'old_secret', row.oldSecret);
    if (secretOpens && oldOpens) return false;
    const { pausedAt, pausedBy } = row;
    await tx.noticeEndpoint.update({
      where: { id },
      data: {
        ...(!oldOpens && { oldSecret: null, oldSecretEndsAt: null }),
        ...(!secretOpens && {
          secret: seal(placeOf(id), newSecret()),
          pausedAt: pausedAt ?? context.now,
          pausedBy: pausedBy ?? 'person',
        }),
      },
    });
    await writeAudit(tx, context, {
      action: 'notice_endpoint.give_up_secret',
      subject: subjectOf(id),
      reason: 'The key that its secret was sealed with is lost.',
      after: { paused: !secretOpens || pausedAt !== null },
    });
    return true;
  });
}

/**
 * For a key that is lost: gives each endpoint whose secret does not open a new one, which nobody
 * knows, and pauses it, so that its notices wait until somebody has rotated the secret and lets it go
 * on. A former secret that does not open is forgotten. Returns the ids of what was altered.
 */
export const giveUpUnreadable = verb('notices:manage', async (context): Promise<string[]> => {
  const rows = await db().noticeEndpoint.findMany({
    where: { removedAt: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  const altered: string[] = [];
  for (const { id } of rows) if (await replaceOne(context, id)) altered.push(id);
  return altered;
});
