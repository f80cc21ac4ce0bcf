import type { Cell } from '@/lib/domain/cells';
import { mergeSettings, type Setting, type Settings } from '@/lib/domain/settings';

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

/** What is saved of a cell. */
export const savedSetting = (saved: Snapshot, cell: Cell): Setting =>
  saved.cells[cell] ?? 'inherit';

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
