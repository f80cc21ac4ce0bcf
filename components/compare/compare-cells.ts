import type { CellView, CellViews } from '@/lib/domain/cell-view';
import type { Cell } from '@/lib/domain/cells';
import type { SideName } from './address';
import type { Show } from './shows';

/**
 * In what the two sides of a cell differ: `value`; `idle`, a value that has no effect because the
 * component is off on both sides; `source`, which layer decides the same value; `expiry`, how long
 * the same override lasts; or `none`.
 */
export type Difference = 'value' | 'idle' | 'source' | 'expiry' | 'none';

/** One cell on both sides. */
export interface ComparedCell {
  cell: Cell;
  left: CellView;
  right: CellView;
  difference: Difference;
}

export type Where = SideName | 'both';

/** What makes a difference, and on which side. */
export type Reason =
  | { by: 'override'; on: Where }
  | { by: 'template'; on: SideName }
  | { by: 'templates' | 'default' };

/** A limit of Stripe's that changed a cell, on one side or on both. */
export interface ComparedLimit {
  on: Where;
  message: string;
}

const winner = ({ layers }: CellView) => layers.find(({ outcome }) => outcome === 'won');

/** The layer that decided a cell: another override or revision is still the same layer. */
function decidedBy(view: CellView): string {
  const won = winner(view);
  return `${won?.kind} ${won?.template?.key ?? ''}`;
}

function differenceOf(left: CellView, right: CellView): Difference {
  if (left.value !== right.value) return left.dimmed && right.dimmed ? 'idle' : 'value';
  if (decidedBy(left) !== decidedBy(right)) return 'source';
  return left.expiresAt === right.expiresAt ? 'none' : 'expiry';
}

/** Every cell of the catalog on both sides, in the catalog's order. */
export function compareCells(left: CellViews, right: CellViews): ComparedCell[] {
  return [...left].flatMap(([cell, one]): ComparedCell[] => {
    const other = right.get(cell);
    if (!other) return [];
    return [{ cell, left: one, right: other, difference: differenceOf(one, other) }];
  });
}

/** Whether a cell belongs to what is to be shown. */
export function isShown({ difference }: Pick<ComparedCell, 'difference'>, show: Show): boolean {
  if (show === 'all') return true;
  return show === 'values' ? difference === 'value' : difference !== 'none';
}

/**
 * Which layers make the difference of a cell: overrides, two templates, a template where the other
 * side has none that says anything, or Stripe's default. null where Stripe's limit alone does, or
 * where nothing differs in its source.
 */
export function reasonOf({ left, right }: Pick<ComparedCell, 'left' | 'right'>): Reason | null {
  const kinds = [winner(left)?.kind, winner(right)?.kind];
  const sides = (kind: string): Where | null => {
    const [one, other] = kinds.map((found) => found === kind);
    if (one && other) return 'both';
    if (one) return 'left';
    return other ? 'right' : null;
  };
  const override = sides('override');
  if (override) return { by: 'override', on: override };
  if (sides('limit')) return null;
  const template = sides('template');
  if (template === null) return left.value === right.value ? null : { by: 'default' };
  if (template !== 'both') return { by: 'template', on: template };
  return decidedBy(left) === decidedBy(right) ? null : { by: 'templates' };
}

/** Stripe's limits that had their way in a cell, the same one of both sides only once. */
export function limitsOf({ left, right }: Pick<ComparedCell, 'left' | 'right'>): ComparedLimit[] {
  const messageOf = ({ layers }: CellView) => layers.find(({ kind }) => kind === 'limit')?.message;
  const [one, other] = [messageOf(left), messageOf(right)];
  if (one !== undefined && one === other) return [{ on: 'both', message: one }];
  const limits: ComparedLimit[] = [];
  if (one !== undefined) limits.push({ on: 'left', message: one });
  if (other !== undefined) limits.push({ on: 'right', message: other });
  return limits;
}
