import { CELLS, type Cell } from '@/lib/domain/cells';
import {
  type DecidedSetting,
  mergeSettings,
  type Setting,
  type Settings,
} from '@/lib/domain/settings';

/** What a draft stands on: the settings and the fields of one subject as they are saved. */
export interface Snapshot {
  cells: Settings;
  fields: Readonly<Record<string, string | null>>;
}

/** Edits that are gathered and not saved; only what differs from the snapshot is in it. */
export interface Draft {
  cells: Readonly<Partial<Record<Cell, Setting>>>;
  fields: Readonly<Record<string, string | null>>;
}

export const NO_EDITS: Draft = { cells: {}, fields: {} };

export const countEdits = ({ cells, fields }: Draft) =>
  Object.keys(cells).length + Object.keys(fields).length;

const savedSetting = (saved: Snapshot, cell: Cell): Setting => saved.cells[cell] ?? 'inherit';

/** The draft with a cell set; setting it to what is saved takes it out again. */
export function withCell(draft: Draft, saved: Snapshot, cell: Cell, setting: Setting): Draft {
  const { [cell]: _, ...cells } = draft.cells;
  return setting === savedSetting(saved, cell)
    ? { ...draft, cells }
    : { ...draft, cells: { ...cells, [cell]: setting } };
}

/** The draft with a cell set anew to what it is: for a new expiry or note. */
export function withCellAnew(draft: Draft, saved: Snapshot, cell: Cell): Draft {
  return { ...draft, cells: { ...draft.cells, [cell]: savedSetting(saved, cell) } };
}

/** The draft with a field set; setting it to what is saved takes it out again. */
export function withField(
  draft: Draft,
  saved: Snapshot,
  field: string,
  value: string | null,
): Draft {
  const { [field]: _, ...fields } = draft.fields;
  return value === saved.fields[field]
    ? { ...draft, fields }
    : { ...draft, fields: { ...fields, [field]: value } };
}

/** The settings with the draft laid over them. */
export function settingsWith(draft: Draft, saved: Snapshot): Settings {
  return mergeSettings(saved.cells, draft.cells);
}

/** One thing that the draft wants otherwise than what became current meanwhile. */
export type Clash =
  | { cell: Cell; field?: undefined; seen: Setting; yours: Setting; current: Setting }
  | {
      cell?: undefined;
      field: string;
      seen: string | null;
      yours: string | null;
      current: string | null;
    };

/** A draft laid over a newer state: what can be kept, and what clashes with it. */
export interface Rebased {
  kept: Draft;
  clashes: Clash[];
  /** What changed meanwhile and the draft does not touch. */
  others: { cell: Cell; seen: Setting; current: Setting }[];
}

/**
 * Lays a draft over what became current meanwhile. An edit clashes where somebody else changed the
 * same cell or field to something else than the draft wants; what already is so falls away.
 */
export function rebase(draft: Draft, seen: Snapshot, current: Snapshot): Rebased {
  const clashes: Clash[] = [];
  let kept = NO_EDITS;
  for (const [name, yours] of Object.entries(draft.cells)) {
    const cell = name as Cell;
    const sides = { seen: savedSetting(seen, cell), current: savedSetting(current, cell) };
    if (sides.seen !== sides.current && sides.current !== yours) {
      clashes.push({ cell, yours, ...sides });
    } else {
      kept = withCell(kept, current, cell, yours);
    }
  }
  for (const [field, yours] of Object.entries(draft.fields)) {
    const sides = { seen: seen.fields[field] ?? null, current: current.fields[field] ?? null };
    if (sides.seen !== sides.current && sides.current !== yours) {
      clashes.push({ field, yours, ...sides });
    } else {
      kept = withField(kept, current, field, yours);
    }
  }
  const others = CELLS.map(({ cell }) => ({
    cell,
    seen: savedSetting(seen, cell),
    current: savedSetting(current, cell),
  })).filter((side) => side.seen !== side.current && !(side.cell in draft.cells));
  return { kept, clashes, others };
}

/** A snapshot off the `current` state of a conflict, whatever of it can be read. */
export function snapshotOf(current: unknown, fields: readonly string[]): Snapshot {
  const state = (typeof current === 'object' && current !== null ? current : {}) as Record<
    string,
    unknown
  >;
  const cells: Record<string, DecidedSetting> = {};
  const said: Record<string, unknown> = {
    ...(state.settings as object | undefined),
    ...(state.overrides as object | undefined),
  };
  for (const [cell, value] of Object.entries(said)) {
    const setting =
      typeof value === 'object' && value !== null
        ? (value as { setting?: unknown }).setting
        : value;
    if (setting === 'on' || setting === 'off') cells[cell] = setting;
  }
  return {
    cells: cells as Settings,
    fields: Object.fromEntries(fields.map((field) => [field, (state[field] as string) ?? null])),
  };
}
