import type { Route } from 'next';
import type { Cell } from '@/lib/domain/cells';

/** The page that the palette was opened on, as far as it matters to what it offers. */
export type Place =
  | { kind: 'account'; id: string; path: Route }
  | { kind: 'template'; id: string; path: Route }
  | { kind: 'other' };

/** What a page is of, by its address. */
export function placeOf(pathname: string): Place {
  const [, room, id] = /^\/(accounts|templates)\/([^/]+)/.exec(pathname) ?? [];
  if (!room || !id) return { kind: 'other' };
  return {
    kind: room === 'accounts' ? 'account' : 'template',
    id: decodeURIComponent(id),
    path: `/${room}/${id}` as Route,
  };
}

/** The address of a cell of an account or a template. */
export const cellHref = (kind: 'account' | 'template', id: string, cell: Cell) =>
  `/${kind}s/${encodeURIComponent(id)}?cell=${cell}` as Route;

/**
 * Opens a cell of the matrix on this page as its own keys would, so that unsaved edits stay. Returns
 * false where the page does not show the cell.
 */
export function showCell(cell: Cell): boolean {
  const element = document.querySelector<HTMLElement>(`[role=grid] [data-cell="${cell}"]`);
  if (!element) return false;
  element.scrollIntoView({ block: 'center' });
  element.focus({ preventScroll: true });
  element.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
  );
  return true;
}
