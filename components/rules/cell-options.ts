import { CELLS } from '@/lib/domain/cells';
import { cellName } from '../matrix/words';
import type { Option } from './chips-field';
import { parseOneOf } from './condition-form';

/** Every component and feature, by the name that people know. */
export const CELL_OPTIONS: readonly Option[] = CELLS.map(({ cell }) => ({
  value: cell,
  name: cellName(cell),
}));

/** A component or feature as it is typed, by its name or as the catalog calls it. */
export const parseCell = (text: string) =>
  parseOneOf(text, CELL_OPTIONS, `There is no component or feature “${text.trim()}”.`);
