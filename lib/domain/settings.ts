import type { Cell } from './cells';

/** What a layer says of a cell; `inherit` says nothing. */
export type Setting = 'on' | 'off' | 'inherit';
export type DecidedSetting = Exclude<Setting, 'inherit'>;

/** The cells that a layer decides; a cell that is absent is inherited. */
export type Settings = Readonly<Partial<Record<Cell, DecidedSetting>>>;

/** Settings with further ones laid over them; `inherit` takes a cell out. Cells come out sorted. */
export function mergeSettings(
  base: Settings,
  set: Readonly<Partial<Record<Cell, Setting>>>,
): Settings {
  const merged: Partial<Record<Cell, Setting>> = { ...base, ...set };
  const kept = (Object.entries(merged) as [Cell, Setting][]).filter(
    (pair): pair is [Cell, DecidedSetting] => pair[1] !== 'inherit',
  );
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}
