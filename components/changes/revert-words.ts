import type { Clash } from '@/lib/domain/revert';
import { cellName, settingWord } from '@/lib/domain/words/cells';
import { fieldValue, fieldWord, type Names, subjectName } from '@/lib/domain/words/diff';

const SETTINGS = ['on', 'off', 'inherit'] as const;

/** A value on one side of a clash, as far as a word can say it; null where it cannot. */
function valueWord({ field }: Clash, value: unknown): string | null {
  const found = SETTINGS.find((setting) => setting === value);
  if (found) return settingWord(found);
  const setting = (value as { setting?: unknown } | null)?.setting;
  const overridden = SETTINGS.find((known) => known === setting);
  if (overridden) return settingWord(overridden);
  if (value === null || value === undefined) return field ? fieldValue(field, value) : 'Inherit';
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === 'string') ? value.join(', ') || 'none' : null;
  }
  return typeof value === 'object' ? null : fieldValue(field ?? '', value);
}

function why(clash: Clash): string {
  const now = valueWord(clash, clash.now);
  const was = valueWord(clash, clash.was);
  switch (clash.why) {
    case 'touched_since':
      return now !== null && was !== null && now !== was
        ? `changed since: this change made it ${was}, now it is ${now}`
        : 'changed since';
    case 'archived':
      return 'its template was archived since';
    case 'stays_archived':
      return 'archived templates stay archived';
    case 'gone':
      return 'the account is no longer there';
    case 'refused':
      return clash.message ?? 'it cannot be put back';
  }
}

/** What a revert leaves alone, and why. */
export function clashWords(clash: Clash, names: Names): { what: string; why: string } {
  const { subject, cell, field } = clash;
  const part = cell ? cellName(cell) : field ? fieldWord(field) : null;
  const name = subjectName(subject, names);
  return { what: part ? `${name}, ${part}` : name, why: why(clash) };
}
