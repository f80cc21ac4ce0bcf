import type { ReactNode } from 'react';
import { cn } from '../../ui/cn';
import { Table, Td, Th } from '../../ui/table';
import { differsClass } from '../place';
import type { Place } from '../sketch';

export interface ListRow {
  id: string;
  cells: readonly ReactNode[];
  /** The place that the whole row stands at, where one cell decides about it. */
  place?: Place;
}

/** A row that is always there. */
export const row = (id: string, ...cells: ReactNode[]): ListRow => ({ id, cells });

/** A row that is there only where its place is. */
export const rowAt = (place: Place, id: string, ...cells: ReactNode[]): ListRow => ({
  id,
  cells,
  place,
});

/** A table of samples. A column without a name holds the row's actions, at its end. */
export function List({
  label,
  columns,
  figures = [],
  roomy = [],
  rows,
}: {
  label: string;
  columns: readonly string[];
  /** Columns whose figures are to be compared. */
  figures?: readonly string[];
  /** Columns that are left out where there is little room. */
  roomy?: readonly string[];
  rows: readonly ListRow[];
}) {
  const look = (column: string) =>
    cn(
      '@max-[480px]:px-2 @max-[480px]:first:pl-3 @max-[480px]:last:pr-3',
      (column === '' || figures.includes(column)) && 'text-right tabular-nums',
      roomy.includes(column) && '@max-[480px]:hidden',
    );
  return (
    <div className="min-w-0 overflow-hidden rounded-md border [&_tr:last-child>td]:border-b-0">
      <Table label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Th key={column} className={look(column)}>
                {column || <span className="sr-only">Actions</span>}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells, place }) => {
            if (place?.as === 'absent') return null;
            return (
              <tr key={id} {...place?.attributes} className={differsInside(place)}>
                {place?.as === 'outlined' ? (
                  <Td colSpan={columns.length}>{place.ghost}</Td>
                ) : (
                  columns.map((column, index) => (
                    <Td key={column} className={cn('@min-[480px]:whitespace-nowrap', look(column))}>
                      {cells[index]}
                    </Td>
                  ))
                )}
              </tr>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}

/** The mark of a difference, drawn inside a row because the table cuts off what stands out. */
function differsInside(place: Place | undefined): string | undefined {
  const differs = place && differsClass(place);
  return differs ? cn(differs, '-outline-offset-2!') : undefined;
}
