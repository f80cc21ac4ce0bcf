import type { Component, Feature } from '@/lib/domain/catalog';
import { type Cell, cellOf } from '@/lib/domain/cells';
import type { MatrixGroupLayout } from './layout';

/** One row of the grid as the keyboard sees it: the cells that are there, with their columns. */
export interface GridRow {
  component: Component;
  cells: readonly { cell: Cell; column: number }[];
}

/** The rows of the matrix, top to bottom, without the cells that are not shown. */
export function gridRows(
  groups: readonly MatrixGroupLayout[],
  shown: (cell: Cell) => boolean,
): GridRow[] {
  return groups
    .flatMap(({ components, columns }) =>
      components.map((component) => ({
        component,
        cells: [null, ...columns]
          .map((feature: Feature | null) => ({
            cell: cellOf(component, feature),
            column: feature === null ? 0 : columns.indexOf(feature) + 1,
          }))
          .filter(({ cell }) => shown(cell)),
      })),
    )
    .filter(({ cells }) => cells.length > 0);
}

const KEYS = new Set([
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

/** Rows that Page Up and Page Down pass over. */
const PAGE = 5;

/**
 * The cell that a key leads to from another one, or null where the key is none of ours. Up and
 * down keep to the column where the next row has it, else to the nearest one before it.
 */
export function moveTo(
  rows: readonly GridRow[],
  from: Cell,
  key: string,
  control: boolean,
): Cell | null {
  if (!KEYS.has(key)) return null;
  const y = rows.findIndex(({ cells }) => cells.some(({ cell }) => cell === from));
  const row = rows[y];
  if (!row) return rows[0]?.cells[0]?.cell ?? null;
  const x = row.cells.findIndex(({ cell }) => cell === from);
  const inRow = (target: GridRow | undefined, index: number) =>
    target?.cells.at(index)?.cell ?? from;
  const below = (steps: number) => {
    const target = rows[Math.min(Math.max(y + steps, 0), rows.length - 1)];
    const column = row.cells[x]?.column ?? 0;
    const before = target?.cells.filter((candidate) => candidate.column <= column) ?? [];
    return before.at(-1)?.cell ?? target?.cells[0]?.cell ?? from;
  };
  switch (key) {
    case 'ArrowLeft':
      return inRow(row, Math.max(0, x - 1));
    case 'ArrowRight':
      return inRow(row, Math.min(row.cells.length - 1, x + 1));
    case 'ArrowUp':
      return below(-1);
    case 'ArrowDown':
      return below(1);
    case 'PageUp':
      return below(-PAGE);
    case 'PageDown':
      return below(PAGE);
    case 'Home':
      return inRow(control ? rows[0] : row, 0);
    default:
      return inRow(control ? rows.at(-1) : row, -1);
  }
}
