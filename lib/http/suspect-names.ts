import { visit } from 'jsonc-parser';
import type { InputError } from '@/lib/domain/errors';
import { pointerTo } from '@/lib/domain/parse';

/** Most errors that one answer lists. */
const MAX_ERRORS = 50;

/**
 * Property names that stand twice in one object, and names that JavaScript treats in its own way.
 * `JSON.parse` keeps the last of two in silence: of a cell set twice, one would be lost. `text` must be
 * JSON. `pointer` makes a pointer of a path, and is asked for no more than is reported.
 */
export function suspectNames(text: string, pointer = pointerTo): InputError[] {
  const errors: InputError[] = [];
  const open: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => {
      open.push(new Set());
    },
    onObjectEnd: () => {
      open.pop();
    },
    onObjectProperty: (name, _offset, _length, _line, _column, path) => {
      const seen = open.at(-1);
      const twice = seen?.has(name) === true;
      seen?.add(name);
      // A path is as long as the nest is deep: only what is reported may cost one.
      if ((!twice && name !== '__proto__') || errors.length >= MAX_ERRORS) return;
      errors.push({
        pointer: pointer([...path(), name]),
        message: twice ? `"${name}" stands here twice.` : `"${name}" is not known here.`,
      });
    },
  });
  return errors;
}
