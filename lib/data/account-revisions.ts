import { z } from 'zod';
import type { Cell } from '@/lib/domain/cells';
import type { AccountState, OverrideState } from '@/lib/domain/state';
import type { AccountRevision } from './generated/client';

const keptOverrides = z.record(
  z.string(),
  z.object({
    setting: z.enum(['on', 'off']),
    note: z.string().nullable(),
    expiresAt: z.coerce.date().nullable(),
    decidedAt: z.coerce.date(),
    changeId: z.string(),
  }),
);

/** An account of which policy says nothing yet: its state before its first revision. */
export function noPolicy(account: string): AccountState {
  return { account, revision: 0, template: null, tags: [], overrides: {} };
}

/** The overrides that a revision of an account's policy holds. */
export function overridesOf(json: unknown): Partial<Record<Cell, OverrideState>> {
  return keptOverrides.parse(json);
}

/** A revision's row as the state that it holds. */
export function accountRevisionState(row: AccountRevision): AccountState {
  return {
    account: row.accountId,
    revision: row.revision,
    template: row.assignedTemplateKey,
    tags: row.tags,
    overrides: overridesOf(row.overrides),
  };
}
