import { MAX_EDITS } from '../edits';
import { AppError } from '../errors';
import type { EditInput, Planned } from './edits';

/**
 * The changes in which planned edits are made, each whole, in their order: one, unless there are more
 * edits than a change may hold. Then templates and rules come first, accounts after them and archives
 * last. Edits of one account are never parted, nor those of templates and rules: where these alone
 * are too many, throws `invalid_request`. Approval rules and guardrails are not in here.
 */
export function changesOf(
  { policy, accounts, archives }: Planned,
  most: number = MAX_EDITS,
): EditInput[][] {
  for (const edits of [policy, archives]) {
    if (edits.length <= most) continue;
    throw new AppError(
      'invalid_request',
      `There are ${edits.length} edits of templates and rules, and a change holds ${most} at most. Apply them in steps: fewer files at a time.`,
    );
  }
  const changes: EditInput[][] = [];
  for (const edits of [policy, ...accounts, archives]) {
    if (edits.length === 0) continue;
    const last = changes.at(-1);
    if (last && last.length + edits.length <= most) last.push(...edits);
    else changes.push([...edits]);
  }
  return changes;
}
