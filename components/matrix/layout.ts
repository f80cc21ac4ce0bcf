import {
  AUTHENTICATION,
  COMPONENTS,
  type Component,
  componentEntry,
  type Feature,
  featuresOf,
  isPreviewComponent,
} from '@/lib/domain/catalog';
import type { CellRef } from '@/lib/domain/cells';

/** One group of the matrix: its components, and the features that any of them has as columns. */
export interface MatrixGroupLayout {
  title: string;
  components: readonly Component[];
  columns: readonly Feature[];
  /** Whether all of it is behind Stripe's beta header. */
  preview?: true;
}

type Belongs = (component: Component) => boolean;

const inGroup =
  (group: string): Belongs =>
  (component) =>
    componentEntry(component).group === group;

/**
 * Groups with features first, so that those without can share a row below them. Treasury and
 * issuing stand apart because they have hardly a feature in common: together they would be a
 * table of holes.
 */
const GROUPS: readonly [title: string, belongs: Belongs][] = [
  ['Payments', inGroup('payments')],
  ['Payouts', inGroup('payouts')],
  ['Account', inGroup('account')],
  ['Treasury', (component) => componentEntry(component).capability === 'treasury'],
  ['Issuing', (component) => componentEntry(component).capability === 'card_issuing'],
  ['Tax', inGroup('tax')],
  ['Reporting', inGroup('reporting')],
  ['Terminal', inGroup('terminal')],
  ['Other', () => true],
];

/** The order of features within a group; those that many components share come last. */
const ORDER: readonly Feature[] = [
  'refund_management',
  'dispute_management',
  'smart_disputes_management',
  'capture_payments',
  'destination_on_behalf_of_charge_management',
  'edit_payout_schedule',
  'standard_payouts',
  'instant_payouts',
  'send_money',
  'transfer_balance',
  'card_management',
  'cardholder_management',
  'spend_control_management',
  'card_spend_dispute_management',
  'external_account_collection',
  AUTHENTICATION,
];

/** The groups of the matrix in the order in which it shows them. Every cell is in exactly one. */
export const MATRIX_GROUPS: readonly MatrixGroupLayout[] = GROUPS.map(([title], index) => {
  const components = COMPONENTS.filter(
    (component) => GROUPS.findIndex(([, belongs]) => belongs(component)) === index,
  );
  const features = new Set(components.flatMap((component) => featuresOf(component)));
  return {
    title,
    components,
    columns: [...features].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)),
  };
}).filter(({ components }) => components.length > 0);

/** The groups of preview components: those with apps as a table, the others as a list. */
function previewGroups(cells: readonly Pick<CellRef, 'component' | 'feature'>[]) {
  const columns = new Set(cells.flatMap(({ feature }) => feature ?? []));
  const withApps = new Set(cells.flatMap((ref) => (ref.feature ? ref.component : [])));
  const all = [...new Set(cells.map(({ component }) => component))];
  const [apps, others] = [true, false].map((has) => all.filter((c) => withApps.has(c) === has));
  const groups: MatrixGroupLayout[] = [
    { title: 'Preview apps', components: apps ?? [], columns: [...columns], preview: true },
    { title: 'Preview components', components: others ?? [], columns: [], preview: true },
  ];
  return groups.filter(({ components }) => components.length > 0);
}

/** The groups of these cells: those of previews come last, and only where there are such cells. */
export function matrixGroups(
  cells: Iterable<Pick<CellRef, 'component' | 'feature'>>,
): readonly MatrixGroupLayout[] {
  const preview = [...cells].filter(({ component }) => isPreviewComponent(component));
  return preview.length > 0 ? [...MATRIX_GROUPS, ...previewGroups(preview)] : MATRIX_GROUPS;
}

/** How many feature columns the widest group has; all groups share their widths. */
export const MOST_COLUMNS = Math.max(...MATRIX_GROUPS.map(({ columns }) => columns.length));
