import type { Preview } from './catalog';
import { findCell, isOffered } from './cells';
import type { Edit } from './edits';
import { type InputError, invalid } from './errors';
import { pointerTo } from './parse';
import { notOffered } from './preview-advice';
import type { World } from './state';

interface Named {
  at: PropertyKey[];
  cell: string;
}

/** The cells that an edit decides, or makes rules about; to inherit takes away and names none. */
function namedBy(edit: Edit): Named[] {
  switch (edit.op) {
    case 'template.create':
    case 'template.update':
    case 'account.override':
      return Object.entries(edit.set ?? {}).flatMap(([cell, setting]) =>
        setting === 'inherit' ? [] : [{ at: ['set', cell], cell }],
      );
    case 'approvals.replace':
      return edit.rules.flatMap(({ when: { turnsOn } }, index) =>
        Array.isArray(turnsOn)
          ? turnsOn.map((cell, place) => ({ at: ['rules', index, 'when', 'turnsOn', place], cell }))
          : [],
      );
    case 'guardrails.replace':
      return edit.guardrails.flatMap(({ never }, index) =>
        never.map(({ cell }, place) => ({
          at: ['guardrails', index, 'never', place, 'cell'],
          cell,
        })),
      );
    default:
      return [];
  }
}

/** The cells that rules about changes name already: whoever edits those leaves them as they were. */
function ruledOn({ approvals, guardrails }: Pick<World, 'approvals' | 'guardrails'>): Set<string> {
  const edits: Edit[] = [
    { op: 'approvals.replace', rules: [...approvals.rules] },
    { op: 'guardrails.replace', guardrails: [...guardrails.guardrails] },
  ];
  return new Set(edits.flatMap(namedBy).map(({ cell }) => cell));
}

/**
 * Refuses edits that name preview cells which the installation does not offer, and says what to set.
 * Throws `invalid_request`.
 */
export function requireOffered(
  edits: readonly Edit[],
  preview: Preview | null,
  world: Pick<World, 'approvals' | 'guardrails'>,
): void {
  const ruled = ruledOn(world);
  const [first, ...rest] = edits.flatMap((edit, index) =>
    namedBy(edit).flatMap(({ at, cell }): InputError[] => {
      const ref = findCell(cell);
      if (!ref || isOffered(ref, preview)) return [];
      if (
        (edit.op === 'approvals.replace' || edit.op === 'guardrails.replace') &&
        ruled.has(cell)
      ) {
        return [];
      }
      return [
        { pointer: pointerTo(['edits', index, ...at]), message: notOffered(ref, preview !== null) },
      ];
    }),
  );
  if (first) throw invalid(first, ...rest);
}
