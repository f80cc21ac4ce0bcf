import type { CellView } from '@/lib/domain/cell-view';
import { cellName, remaining, valueWord } from '@/lib/domain/words/cells';

/** What stands below the value: where it comes from, or how long it lasts. */
export function sourceText({ expiresAt, source }: CellView, at: string): string {
  return expiresAt ? remaining(at, expiresAt) : source;
}

/** What stood there before the draft, or stands there now, in a word or two; null where that is the same. */
export function wasText({ was, value, setting, today }: CellView): string | null {
  if (today !== undefined) return `now ${valueWord(today)}`;
  if (!was) return null;
  if (was.value !== value) return `was ${valueWord(was.value)}`;
  if (was.setting === setting) return 'set anew';
  return was.setting === 'inherit' ? 'was inherited' : 'was decided';
}

/**
 * The cell in one sentence, as a screen reader says it. It holds the words that are seen in the
 * cell, in their order, so that one can also call the cell by them.
 */
export function cellLabel(view: CellView, at: string): string {
  const why = view.layers.find((layer) => layer.outcome === 'won');
  const reason = why?.message ?? why?.reason ?? why?.note;
  const parts = [
    `${cellName(view.cell)}: ${valueWord(view.value).toLowerCase()}`,
    wasText(view)?.toLowerCase(),
    sourceText(view, at).replace(/^(Set here|Override)$/, (word) => word.toLowerCase()),
    view.origin === 'inherited' && 'inherited',
    view.expiresAt && 'override',
    view.wanted !== undefined && `${valueWord(view.wanted).toLowerCase()} was wanted`,
    view.was && 'not saved',
    view.dimmed && 'component is off',
    reason && `because ${reason.replace(/\.$/, '')}`,
  ];
  return parts.filter(Boolean).join(', ');
}
