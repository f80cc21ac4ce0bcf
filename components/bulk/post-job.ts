import type { BulkJobView, BulkPreview } from '@/lib/domain/bulk/views';
import { type Sent, send } from '../edits/send';

/** An act as it goes over the wire: a moment is text. */
export type WireAct =
  | { op: 'account.assign'; template: string | null }
  | { op: 'account.tag'; add: readonly string[]; remove: readonly string[] }
  | {
      op: 'account.override';
      set: Record<string, 'on' | 'off'>;
      note: string | null;
      expiresAt: string | null;
    }
  | { op: 'account.clear' };

/** All accounts that the list's filter finds. */
export interface Everything {
  filter: Readonly<Record<string, string | boolean>>;
  accounts: number;
  /** Whether there may be more: counting ends somewhere. */
  capped: boolean;
}

/** Says what an act on everything would do, or starts it. Never throws. */
export function postJob(
  act: WireAct,
  filter: Everything['filter'],
  manner: { reason: string; dryRun: true } | { reason: string; expected: number },
): Promise<Sent<BulkPreview | BulkJobView>> {
  return send('POST', '/api/bulk-jobs', { act, filter, ...manner });
}
