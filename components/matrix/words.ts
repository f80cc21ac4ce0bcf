import { type Component, componentEntry, type Feature, featureEntry } from '@/lib/domain/catalog';
import { type Cell, findCell } from '@/lib/domain/cells';
import type { Setting } from '@/lib/domain/settings';
import type { CellValue, CellView } from './cell-view';

/** "On", "Off", or that it depends. */
export function valueWord(value: CellValue): string {
  if (value === null) return 'Depends';
  return value ? 'On' : 'Off';
}

/** "Inherit", "On" or "Off". */
export function settingWord(setting: Setting): string {
  return { inherit: 'Inherit', on: 'On', off: 'Off' }[setting];
}

/** The title of a feature, or of the switch of the component itself. */
export function featureTitle(component: Component, feature: Feature | null): string {
  return feature === null ? 'Enabled' : (featureEntry(component, feature)?.title ?? feature);
}

/** "Payments" or "Payments, Refunds", for sentences and lists. */
export function cellName(cell: Cell): string {
  const ref = findCell(cell);
  if (!ref) return cell;
  const { title } = componentEntry(ref.component);
  return ref.feature === null ? title : `${title}, ${featureTitle(ref.component, ref.feature)}`;
}

const UNITS: readonly [name: string, ms: number][] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
];

/** "6 d left", from one moment to another; "expired" where there is nothing left. */
export function remaining(from: string, until: string): string {
  const ms = Date.parse(until) - Date.parse(from);
  if (ms <= 0) return 'expired';
  const [name, size] = UNITS.find(([, unit]) => ms >= unit * 2) ?? ['min', 60_000];
  return `${Math.max(1, Math.round(ms / size))} ${name} left`;
}

/** What stands below the value: where it comes from, or how long it lasts. */
export function sourceText({ expiresAt, source }: CellView, at: string): string {
  return expiresAt ? remaining(at, expiresAt) : source;
}

/** What stood there before the draft, or stands there now, in a word or two; null where that is the same. */
export function wasText({ was, value, setting, today }: CellView): string | null {
  if (today !== undefined) return `now ${valueWord(today)}`;
  if (!was) return null;
  if (was.value !== value) return `was ${valueWord(was.value)}`;
  if (was.setting === setting) return 'set anew';
  return was.setting === 'inherit' ? 'was inherited' : 'was decided';
}

/**
 * The cell in one sentence, as a screen reader says it. It holds the words that are seen in the
 * cell, in their order, so that one can also call the cell by them.
 */
export function cellLabel(view: CellView, at: string): string {
  const why = view.layers.find((layer) => layer.outcome === 'won');
  const reason = why?.message ?? why?.reason ?? why?.note;
  const parts = [
    `${cellName(view.cell)}: ${valueWord(view.value).toLowerCase()}`,
    wasText(view)?.toLowerCase(),
    sourceText(view, at).replace(/^(Set here|Override)$/, (word) => word.toLowerCase()),
    view.origin === 'inherited' && 'inherited',
    view.expiresAt && 'override',
    view.wanted !== undefined && `${valueWord(view.wanted).toLowerCase()} was wanted`,
    view.was && 'not saved',
    view.dimmed && 'component is off',
    reason && `because ${reason.replace(/\.$/, '')}`,
  ];
  return parts.filter(Boolean).join(', ');
}
