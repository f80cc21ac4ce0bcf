import 'server-only';
import { db } from '@/lib/db';
import type { PastPolicy } from '@/lib/domain/history-view';
import type { PolicyInput } from '@/lib/domain/policy';
import type { OverrideView } from '@/lib/domain/views';
import { verb } from './context';
import { readPolicyInputAsOf } from './policy-as-of';

async function overridesOf({ overrides }: PolicyInput): Promise<OverrideView[]> {
  const changes = await db().change.findMany({
    where: { id: { in: overrides.map(({ changeId }) => changeId) } },
    select: { id: true, actorName: true, reason: true },
  });
  const byId = new Map(changes.map((change) => [change.id, change]));
  return overrides.map(({ decidedAt, expiresAt, ...override }) => ({
    ...override,
    decidedAt: decidedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    by: byId.get(override.changeId)?.actorName ?? '',
    reason: byId.get(override.changeId)?.reason ?? '',
  }));
}

async function namesOf({ templates }: PolicyInput): Promise<Record<string, string>> {
  const rows = await db().templateRevision.findMany({
    where: { OR: templates.map(({ key, revision }) => ({ templateKey: key, revision })) },
    select: { templateKey: true, name: true },
  });
  return Object.fromEntries(rows.map(({ templateKey, name }) => [templateKey, name]));
}

/**
 * What decided an account's policy at a past moment, with who had decided it and the names that
 * templates had then. Throws `invalid_request` for a moment to come, `account_not_found` for one
 * before the account was in the mirror.
 */
export const getPastPolicy = verb(
  'policy:read',
  async (context, { account, at }: { account: string; at: Date }): Promise<PastPolicy> => {
    const input = await readPolicyInputAsOf(account, at, context.now);
    // Neither a change that was applied nor a revision ever becomes another one.
    const [overrides, names] = await Promise.all([overridesOf(input), namesOf(input)]);
    return { input, overrides, names };
  },
);
