'use client';

import { useEffect, useMemo, useState } from 'react';
import type { CellViews } from '@/lib/domain/cell-view';
import type { Cell } from '@/lib/domain/cells';
import type { TemplateDetail } from '@/lib/domain/views';
import { type Snapshot, settingsWith } from '../edits/draft';
import { fetchTemplate } from '../edits/template-fetch';
import { type Edits, useEdits } from '../edits/use-edits';
import { type ChainTemplate, templateCells } from '../matrix/template-cells';
import { usePreview } from '../preview/offered';
import type { Lineage } from './template-change';

export interface TemplateDraft {
  edits: Edits<TemplateDetail>;
  views: CellViews;
  /** The drafted parent with its ancestors; null where none is drafted, or it is not here yet. */
  drafted: Lineage | null;
  /** Another parent is drafted and what it says is not here yet. */
  loading: boolean;
}

const snapshotOf = (template: TemplateDetail): Snapshot => ({
  cells: template.settings,
  fields: { name: template.name, extends: template.extends?.key ?? null },
});

/** Gathers edits of one template and works out its matrix with them applied. */
export function useTemplateDraft(served: TemplateDetail): TemplateDraft {
  const edits = useEdits(served, snapshotOf);
  const preview = usePreview();
  const [fetched, setFetched] = useState<TemplateDetail | null>(null);
  const { state: template, saved, draft } = edits;
  const parent = draft.fields.extends;

  useEffect(() => {
    if (!parent) return;
    let current = true;
    fetchTemplate(parent).then((found) => current && setFetched(found));
    return () => {
      current = false;
    };
  }, [parent]);

  const drafted = useMemo((): Lineage | null => {
    if (parent === null) return [];
    return fetched !== null && fetched.key === parent ? [fetched, ...fetched.ancestors] : null;
  }, [parent, fetched]);

  const views = useMemo(() => {
    const own: ChainTemplate = {
      key: template.key,
      name: draft.fields.name ?? template.name,
      revision: template.revision,
      settings: settingsWith(draft, saved),
    };
    return templateCells(
      [own, ...(drafted ?? template.ancestors)],
      [template, ...template.ancestors],
      new Set(Object.keys(draft.cells) as Cell[]),
      preview,
    );
  }, [template, draft, saved, drafted, preview]);

  return { edits, views, drafted, loading: parent !== undefined && drafted === null };
}
