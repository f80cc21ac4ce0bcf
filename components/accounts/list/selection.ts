import type { AccountSummary } from '@/lib/domain/views';

/** What acts on several accounts need to know of each. */
export type Picked = Pick<AccountSummary, 'id' | 'name' | 'tags' | 'overrides'>;

/** The selected accounts by id, in the order in which they were selected. */
export type Selection = ReadonlyMap<string, Picked>;

export const NOTHING: Selection = new Map();

/** The ids from one row to another, both included; the second alone where the first is not there. */
export function between(ids: readonly string[], from: string | null, to: string): string[] {
  const [a, b] = [from === null ? -1 : ids.indexOf(from), ids.indexOf(to)];
  return a < 0 || b < 0 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** The selection with some accounts selected, or with none of them. */
export function withAccounts(
  selection: Selection,
  accounts: readonly Picked[],
  selected: boolean,
): Selection {
  const next = new Map(selection);
  for (const account of accounts) {
    if (selected) next.set(account.id, account);
    else next.delete(account.id);
  }
  return next;
}

/**
 * The selection after a row's checkbox was used: the row changes, and with `from`, the row that was
 * used before, all rows between them become what this one becomes.
 */
export function withToggled(
  selection: Selection,
  rows: readonly Picked[],
  id: string,
  from: string | null,
): Selection {
  const ids = new Set(
    between(
      rows.map((row) => row.id),
      from,
      id,
    ),
  );
  return withAccounts(
    selection,
    rows.filter((row) => ids.has(row.id)),
    !selection.has(id),
  );
}

/** How many of a page's rows are selected, as the checkbox in the head shows it. */
export function headState(
  selection: Selection,
  rows: readonly { id: string }[],
): 'none' | 'some' | 'all' {
  const count = rows.filter(({ id }) => selection.has(id)).length;
  if (count === 0) return 'none';
  return count === rows.length ? 'all' : 'some';
}

/** The selected accounts, each as the page has it now where it is on the page. */
export function pickedOf(selection: Selection, rows: readonly Picked[]): Picked[] {
  const current = new Map(rows.map((row) => [row.id, row]));
  return [...selection.values()].map((account) => current.get(account.id) ?? account);
}
