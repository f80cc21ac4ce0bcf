/** The columns that one can choose, in their order; the name is always there. */
export const COLUMNS = [
  { key: 'id', title: 'Id' },
  { key: 'email', title: 'Email' },
  { key: 'country', title: 'Country' },
  { key: 'controller', title: 'Controller' },
  { key: 'template', title: 'Template' },
  { key: 'tags', title: 'Tags' },
  { key: 'status', title: 'Status' },
  { key: 'overrides', title: 'Overrides' },
] as const;
export type ColumnKey = (typeof COLUMNS)[number]['key'];

/** The width from which a column stands in the table; below it, its value stands under the name. */
export type From = 'always' | 'sm' | 'md' | 'xl' | 'wide';
export interface Column {
  key: ColumnKey;
  title: string;
  from: From;
}

/** Columns of those who chose none, with the width from which there is room for each. */
const DEFAULT: Partial<Record<ColumnKey, From>> = {
  id: 'xl',
  country: 'md',
  controller: 'md',
  template: 'sm',
  tags: 'wide',
  overrides: 'always',
};

/** Where a chosen column stands: who asks for it wants it in sight, wherever a table fits. */
const CHOSEN: Partial<Record<ColumnKey, From>> = { template: 'sm', overrides: 'always' };

/** The cookie that keeps the choice, so that the server renders the right table at once. */
export const COLUMNS_COOKIE = 'account-columns';
const NONE = 'name';

/** The columns to show for the cookie's value; the default ones where there is no choice in it. */
export function readColumns(cookie: string | undefined): Column[] {
  const named = (cookie ?? '').split('.');
  const chosen = COLUMNS.filter(({ key }) => named.includes(key));
  if (chosen.length === 0 && cookie !== NONE) {
    return COLUMNS.flatMap(({ key, title }) => {
      const from = DEFAULT[key];
      return from ? [{ key, title, from }] : [];
    });
  }
  return chosen.map(({ key, title }) => ({ key, title, from: CHOSEN[key] ?? 'md' }));
}

/** The cookie's text that keeps a choice for a year; null forgets it. */
export function columnsCookie(keys: readonly ColumnKey[] | null): string {
  const value = keys === null ? '' : keys.join('.') || NONE;
  const seconds = keys === null ? 0 : 365 * 24 * 3600;
  return `${COLUMNS_COOKIE}=${value}; path=/accounts; max-age=${seconds}; samesite=lax`;
}
