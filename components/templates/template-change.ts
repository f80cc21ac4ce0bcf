import { mergeSettings } from '@/lib/domain/settings';
import type { ChangeView, TemplateDetail } from '@/lib/domain/views';
import type { WireEdit } from '../edits/post-change';

/** A template's ancestors, nearest first; empty for one that stands on Stripe's defaults. */
export type Lineage = TemplateDetail['ancestors'];

/** The lineage below a key, where one of these holds it; null where none does. */
function lineageOf(parent: string | null, known: readonly Lineage[]): Lineage | null {
  if (parent === null) return [];
  return known.find(([first]) => first?.key === parent) ?? null;
}

/**
 * The template once a change has applied these edits to it, as the server will send it. Null where
 * that takes something that is not at hand: another kind of edit, or what a parent says.
 */
export function templateAfter(
  template: TemplateDetail,
  edits: readonly WireEdit[],
  change: ChangeView,
  known: readonly Lineage[],
): TemplateDetail | null {
  let next = template;
  for (const edit of edits) {
    if (edit.op !== 'template.update') return null;
    const { name = next.name, extends: parent, set = {} } = edit;
    const ancestors = parent === undefined ? next.ancestors : lineageOf(parent, known);
    if (ancestors === null) return null;
    const [first] = ancestors;
    const settings = mergeSettings(next.settings, set);
    next = {
      ...next,
      name,
      ancestors,
      extends: first ? { key: first.key, name: first.name } : null,
      settings,
      cells: Object.keys(settings).length,
    };
  }
  return {
    ...next,
    revision: template.revision + 1,
    updatedAt: change.appliedAt ?? template.updatedAt,
  };
}

/**
 * The edits that put a template back to what it was before these. They hold for the revision that
 * the edits made, and for no later one.
 */
export function undoOnTemplate(before: TemplateDetail, edits: readonly WireEdit[]): WireEdit[] {
  return edits.flatMap((edit): WireEdit[] => {
    if (edit.op !== 'template.update') return [];
    const set = mergeBack(before, edit.set ?? {});
    return [
      {
        op: 'template.update',
        key: before.key,
        expectedRevision: before.revision + 1,
        ...(edit.name !== undefined && { name: before.name }),
        ...(edit.extends !== undefined && { extends: before.extends?.key ?? null }),
        ...(Object.keys(set).length > 0 && { set }),
      },
    ];
  });
}

type Set = NonNullable<Extract<WireEdit, { op: 'template.update' }>['set']>;

const mergeBack = ({ settings }: TemplateDetail, set: Set): Set =>
  Object.fromEntries(
    (Object.keys(set) as (keyof Set)[]).map((cell) => [cell, settings[cell] ?? 'inherit']),
  );
