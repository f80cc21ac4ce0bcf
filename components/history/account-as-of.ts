import type { PastPolicy } from '@/lib/domain/history-view';
import { controllerKind } from '@/lib/domain/traits';
import type { AccountDetail } from '@/lib/domain/views';

/**
 * An account as it was when a past policy held: its facts, its template and its overrides. Its name,
 * and whether it is connected, are those of now: no history of them is kept.
 */
export function accountAsOf(account: AccountDetail, past: PastPolicy): AccountDetail {
  const { traits, assignedBy: by, templates } = past.input;
  const [{ key }] = templates;
  return {
    ...account,
    email: traits.email,
    country: traits.country,
    tags: [...traits.tags],
    controller: controllerKind(traits),
    traits,
    template: { key, name: past.names[key] ?? key, by },
    assignment: {
      ...account.assignment,
      template: key,
      by,
      explicit: by === 'explicit' ? key : null,
    },
    overrides: past.overrides,
  };
}
