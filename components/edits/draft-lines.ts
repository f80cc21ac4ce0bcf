import type { CellViews } from '@/lib/domain/cell-view';
import type { Cell } from '@/lib/domain/cells';
import type { DecidedSetting } from '@/lib/domain/settings';
import { cellName, settingWord, valueWord } from '@/lib/domain/words/cells';
import type { EditLine } from './edit-lines';
import type { Edits } from './use-edits';

/** What the fields of a draft are called, and how their values read. */
export type FieldWords = Readonly<
  Record<string, { name: string; value: (value: string | null) => string }>
>;

/** The gathered edits in words: the fields first, then the cells as the matrix shows them. */
export function draftLines(
  { draft, saved, setField, setCell }: Pick<Edits, 'draft' | 'saved' | 'setField' | 'setCell'>,
  views: CellViews,
  fields: FieldWords,
  /** What a decided cell is called here, before its setting. */
  decided = '',
): EditLine[] {
  const words = (setting: DecidedSetting) => decided + settingWord(setting).toLowerCase();
  const fieldLines = Object.entries(draft.fields).map(([field, after]): EditLine => {
    const before = saved.fields[field] ?? null;
    const { name = field, value = String } = fields[field] ?? {};
    return {
      key: field,
      what: name,
      before: value(before),
      after: value(after),
      undo: () => setField(field, before),
    };
  });
  const cellLines = (Object.keys(draft.cells) as Cell[]).map((cell): EditLine => {
    const before = saved.cells[cell] ?? 'inherit';
    const after = draft.cells[cell] ?? 'inherit';
    const inherited = views.get(cell)?.inherited;
    const gives = inherited && `${valueWord(inherited.value).toLowerCase()}, ${inherited.source}`;
    return {
      key: cell,
      what: cellName(cell),
      before: before === 'inherit' ? 'inherited' : words(before),
      after: after !== 'inherit' ? words(after) : gives ? `inherit (${gives})` : 'inherit',
      undo: () => setCell(cell, before),
    };
  });
  return [...fieldLines, ...cellLines];
}
