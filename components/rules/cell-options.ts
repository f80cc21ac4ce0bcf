import { useMemo } from 'react';
import { cellsWith } from '@/lib/domain/cells';
import { cellName } from '@/lib/domain/words/cells';
import { usePreview } from '../preview/offered';
import type { Option } from './chips-field';
import { parseOneOf } from './condition-form';

/** Every component and feature, by the name that people know, and how one is read as it is typed. */
export function useCellOptions() {
  const preview = usePreview();
  return useMemo(() => {
    const options: readonly Option[] = cellsWith(preview).map(({ cell }) => ({
      value: cell,
      name: cellName(cell),
    }));
    const parse = (text: string) =>
      parseOneOf(text, options, `There is no component or feature “${text.trim()}”.`);
    return { options, parse };
  }, [preview]);
}
