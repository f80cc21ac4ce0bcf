import 'server-only';
import type { Edit } from '@/lib/domain/edits';
import type { ChangeView } from '@/lib/domain/views';
import { wakeBulk } from '../bulk/wake';
import { wakeNotices } from '../notices/wake';

type Wake = (at: Date) => void;

/** What of a change decides what it will want done. */
export interface Stored extends Pick<ChangeView, 'id' | 'status' | 'applyAt'> {
  edits: readonly Edit[];
}

// Next bundles what starts with the server apart from its routes: only the process is common.
const holder = globalThis as { switchyardWake?: Wake };

/** Says who is to be told when something will be due. */
export function onDue(wake: Wake): void {
  holder.switchyardWake = wake;
}

/** Tells what a change that was just stored will want done: notices now, and the rest at its moment. */
export function wakeFor({ id, status, applyAt, edits }: Stored): void {
  if (id !== null) wakeNotices();
  // It may be a chunk of a job that waited for this.
  if (status === 'approved') wakeBulk();
  if (status === 'scheduled' && applyAt) willBeDue(new Date(applyAt));
  if (status !== 'applied') return;
  for (const edit of edits) {
    if (edit.op === 'account.override' && edit.expiresAt) willBeDue(new Date(edit.expiresAt));
  }
}

/** Tells that something will be due at a moment, once that is committed. Without a clock: nothing. */
function willBeDue(at: Date): void {
  holder.switchyardWake?.(at);
}
