import { componentEntry, isComponent } from '@/lib/domain/catalog';
import { findCell } from '@/lib/domain/cells';
import type { DriftView } from '@/lib/domain/views';
import { cellName } from '@/lib/domain/words/cells';

type Sides = Pick<DriftView, 'predicted' | 'answered'>;

/** The ways in which an answer can differ, the gravest first. */
export const DRIFT_KINDS = ['wider', 'narrower', 'missing', 'unknown'] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

/** In which way an answer differs from what was predicted. */
export function driftKind({ predicted, answered }: Sides): DriftKind {
  if (predicted === null) return 'unknown';
  if (answered === null) return 'missing';
  return answered ? 'wider' : 'narrower';
}

/** What each way means for the merchant, and what to do about it. */
export const KIND_WORDS: Record<DriftKind, { title: string; means: string; todo: string }> = {
  wider: {
    title: 'On at Stripe, off here',
    means: 'The session lets the merchant do more than the policy says.',
    todo: 'Refresh the account from Stripe first: what is known of it here may be old. If it stays, set the cell to off rather than inherit, so that it is sent to Stripe.',
  },
  narrower: {
    title: 'Off at Stripe, on here',
    means: 'The session lets the merchant do less than the policy says.',
    todo: 'Refresh the account from Stripe first: it may have lost what the cell needs. If it stays, set the cell to on rather than inherit, so that it is sent to Stripe.',
  },
  missing: {
    title: 'Gone at Stripe',
    means: 'Stripe no longer names the cell, or no longer says plainly on or off.',
    todo: 'Merchants may lose it. Look for it in Stripe’s changelog, and update Switchyard once a version knows of the change.',
  },
  unknown: {
    title: 'New at Stripe',
    means: 'Stripe names a cell that this version of Switchyard does not know.',
    todo: 'No setting reaches it yet: Stripe’s own default holds. Update Switchyard once a version knows it.',
  },
};

/** What one side said of a cell. */
export function sideWord(value: boolean | null): string {
  if (value === null) return 'Not there';
  return value ? 'On' : 'Off';
}

/** A cell's name; one that the catalog lacks goes by what Stripe calls it. */
export function driftName(cell: string): string {
  const known = findCell(cell);
  if (known) return cellName(known.cell);
  const [component = '', feature] = cell.split('.');
  const title = isComponent(component) ? componentEntry(component).title : component;
  return feature === undefined ? title : `${title}, ${feature}`;
}

/** "1 session", "12 sessions". */
export function timesWord(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'session' : 'sessions'}`;
}
