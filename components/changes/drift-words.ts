import type { CellSide, Drift, Part } from '@/lib/domain/conflicts';
import { cellName, settingWord } from '@/lib/domain/words/cells';
import { fieldValue, fieldWord, type Names, subjectName } from '@/lib/domain/words/diff';

const LISTS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  rules: ['rule', 'rules'],
  guardrails: ['guardrail', 'guardrails'],
};

/** A side of a cell or field in words; a moment is ISO 8601 in `until`, for the page to show. */
export interface SideWords {
  text: string;
  until: string | null;
  note: string | null;
}

const plain = (text: string): SideWords => ({ text, until: null, note: null });

const cellSide = ({ setting, expiresAt = null, note = null }: CellSide): SideWords => ({
  text: settingWord(setting),
  until: expiresAt,
  note,
});

function fieldSide(field: string, value: unknown): SideWords {
  if (!Array.isArray(value)) return plain(fieldValue(field, value));
  const words = LISTS[field];
  if (!words) return plain(value.map(String).join(', ') || 'none');
  return plain(`${value.length} ${words[value.length === 1 ? 0 : 1]}`);
}

/** What a cell or field is called, after whose it is. */
export function partName({ subject, cell, field }: Part, names: Names): string {
  const part = cell ? cellName(cell) : fieldWord(field === 'tags' ? 'Tags' : (field ?? ''));
  return `${subjectName(subject, names)}, ${part}`;
}

/** One line of the table of what is no longer as it was. */
export function driftWords(drift: Drift, names: Names) {
  const field = (value: unknown) => fieldSide(drift.field ?? '', value);
  const sides =
    drift.cell !== undefined
      ? { was: cellSide(drift.was), now: cellSide(drift.now), wants: cellSide(drift.wants) }
      : { was: field(drift.was), now: field(drift.now), wants: field(drift.wants) };
  return {
    what: partName(drift, names),
    ...sides,
    // Of a list, only that it is as wanted is known; what else was added to it is not.
    ...(drift.already && { now: plain('Already so') }),
  };
}
