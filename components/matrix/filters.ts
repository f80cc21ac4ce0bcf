import type { CellView } from '@/lib/domain/cell-view';

/** What the matrix can be narrowed down to, with the words on the switch. */
export const FILTERS = {
  all: 'All cells',
  set: 'Set here',
  differs: 'Differs from parent',
  overrides: 'Set here',
  deviates: 'Differs from template',
  limited: 'Limited by Stripe',
  unsaved: 'Not saved',
  today: 'Differs from now',
} as const;

export type FilterKey = keyof typeof FILTERS;

export const TEMPLATE_FILTERS: readonly FilterKey[] = ['all', 'set', 'differs', 'unsaved'];
export const ACCOUNT_FILTERS: readonly FilterKey[] = [
  'all',
  'overrides',
  'deviates',
  'limited',
  'unsaved',
];

/** Of an account as it was, where nothing can be edited. */
export const PAST_FILTERS: readonly FilterKey[] = [
  'all',
  'today',
  'overrides',
  'deviates',
  'limited',
];

/** Whether a filter leaves a cell. */
export function matches(filter: FilterKey, view: CellView): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'set':
    case 'overrides':
      return view.setting !== 'inherit';
    case 'differs':
    case 'deviates':
      return view.differs;
    case 'limited':
      return view.origin === 'limit';
    case 'unsaved':
      return view.was !== null;
    case 'today':
      return view.today !== undefined;
  }
}

/** The filter that a URL names, or all. */
export function filterOf(text: string | undefined, offered: readonly FilterKey[]): FilterKey {
  return offered.find((filter) => filter === text) ?? 'all';
}
