import { type Component, componentEntry, type Feature, featureEntry } from '../catalog';
import type { CellValue } from '../cell-view';
import { type Cell, findCell } from '../cells';
import type { Setting } from '../settings';

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
