'use client';

import { useEffect, useMemo, useState } from 'react';
import type { Cell } from '@/lib/domain/cells';
import type { TemplateDetail } from '@/lib/domain/views';
import { type Snapshot, settingsWith } from '../edits/draft';
import { fetchTemplate } from '../edits/template-fetch';
import { type Edits, useEdits } from '../edits/use-edits';
import type { CellViews } from '../matrix/cell-view';
import { type ChainTemplate, templateCells } from '../matrix/template-cells';

export interface TemplateDraft {
  edits: Edits;
  views: CellViews;
  /** Another parent is drafted and what it says is not here yet. */
  loading: boolean;
}

/** Gathers edits of one template and works out its matrix with them applied. */
export function useTemplateDraft(template: TemplateDetail): TemplateDraft {
  const saved = useMemo<Snapshot>(
    () => ({
      cells: template.settings,
      fields: { name: template.name, extends: template.extends?.key ?? null },
    }),
    [template],
  );
  const edits = useEdits(saved, template.revision);
  const [fetched, setFetched] = useState<TemplateDetail | null>(null);
  const { draft } = edits;
  const parent = draft.fields.extends;

  useEffect(() => {
    if (!parent) return;
    let current = true;
    fetchTemplate(parent).then((found) => current && setFetched(found));
    return () => {
      current = false;
    };
  }, [parent]);

  const loading = typeof parent === 'string' && fetched?.key !== parent;
  const ancestors = useMemo((): readonly ChainTemplate[] => {
    if (parent === null) return [];
    if (parent !== undefined && fetched?.key === parent) return [fetched, ...fetched.ancestors];
    return template.ancestors;
  }, [parent, fetched, template]);

  const views = useMemo(() => {
    const own: ChainTemplate = {
      key: template.key,
      name: draft.fields.name ?? template.name,
      revision: template.revision,
      settings: settingsWith(draft, saved),
    };
    return templateCells(
      [own, ...ancestors],
      [template, ...template.ancestors],
      new Set(Object.keys(draft.cells) as Cell[]),
    );
  }, [template, draft, saved, ancestors]);

  return { edits, views, loading };
}
