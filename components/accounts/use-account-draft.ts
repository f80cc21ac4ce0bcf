'use client';

import { useEffect, useMemo, useState } from 'react';
import type { Cell } from '@/lib/domain/cells';
import type {
  OverrideLayer,
  PolicyInput,
  ResolvedPolicy,
  TemplateLayer,
} from '@/lib/domain/policy';
import { isInForce, resolve } from '@/lib/domain/resolve';
import type { Settings } from '@/lib/domain/settings';
import type { AccountDetail, TemplateDetail, TemplateRef } from '@/lib/domain/views';
import type { Draft, Snapshot } from '../edits/draft';
import { fetchTemplate } from '../edits/template-fetch';
import { type Edits, useEdits } from '../edits/use-edits';
import { accountCells } from '../matrix/account-cells';
import type { CellViews } from '../matrix/cell-view';

/** What the overrides of a draft carry beside their setting. */
export interface Terms {
  /** ISO 8601; null for an override without an end. */
  expiresAt: string | null;
  note: string | null;
}

export interface AccountDraft {
  edits: Edits;
  terms: Terms;
  setTerms: (terms: Terms) => void;
  policy: ResolvedPolicy;
  views: CellViews;
  /** Another template is drafted and what it says is not here yet, or cannot be told. */
  template: 'known' | 'loading' | 'unknown';
}

const NO_TERMS: Terms = { expiresAt: null, note: null };

/** Marks overrides that no change has made yet. */
const UNSAVED = 'unsaved';

/** The account's settings as a draft stands on them: overrides whose time is over say nothing. */
function snapshotOf(account: AccountDetail, at: Date): Snapshot {
  const inForce = account.overrides.filter(({ expiresAt }) =>
    isInForce({ expiresAt: expiresAt === null ? null : new Date(expiresAt) }, at),
  );
  return {
    cells: Object.fromEntries(inForce.map(({ cell, setting }) => [cell, setting])) as Settings,
    fields: { template: account.assignment.explicit },
  };
}

function draftOverrides(input: PolicyInput, draft: Draft, terms: Terms): OverrideLayer[] {
  const set = Object.entries(draft.cells) as [Cell, 'on' | 'off' | 'inherit'][];
  return [
    ...input.overrides.filter(({ cell }) => !(cell in draft.cells)),
    ...set.flatMap(([cell, setting]): OverrideLayer[] =>
      setting === 'inherit'
        ? []
        : [
            {
              cell,
              setting,
              note: terms.note,
              expiresAt: terms.expiresAt === null ? null : new Date(terms.expiresAt),
              decidedAt: input.at,
              changeId: UNSAVED,
            },
          ],
    ),
  ];
}

const layersOf = (template: TemplateDetail): [TemplateLayer, ...TemplateLayer[]] => [
  template,
  ...template.ancestors,
];

/** Gathers edits of one account's policy and resolves it with them applied. */
export function useAccountDraft(
  account: AccountDetail,
  input: PolicyInput,
  templates: readonly TemplateRef[],
): AccountDraft {
  const saved = useMemo(() => snapshotOf(account, input.at), [account, input]);
  const edits = useEdits(saved, account.revision);
  const [terms, setTerms] = useState(NO_TERMS);
  const [fetched, setFetched] = useState<TemplateDetail | null>(null);
  const { draft, count } = edits;
  const wanted = draft.fields.template;

  useEffect(() => {
    if (count === 0) setTerms(NO_TERMS);
  }, [count]);

  useEffect(() => {
    if (!wanted) return;
    let current = true;
    fetchTemplate(wanted).then((template) => current && setFetched(template));
    return () => {
      current = false;
    };
  }, [wanted]);

  const known = wanted === undefined || fetched?.key === wanted;
  const chain = wanted && fetched?.key === wanted ? fetched : null;

  const savedPolicy = useMemo(() => resolve(input), [input]);
  const { policy, views } = useMemo(() => {
    const drafted: PolicyInput = {
      ...input,
      ...(chain && { templates: layersOf(chain), assignedBy: 'explicit' as const }),
      overrides: draftOverrides(input, draft, terms),
    };
    const resolved = resolve(drafted);
    return {
      policy: resolved,
      views: accountCells({
        input: drafted,
        policy: resolved,
        saved: savedPolicy,
        names: new Map(templates.map(({ key, name }) => [key, name])),
        overrides: new Map(account.overrides.map((override) => [override.cell, override])),
        touched: new Set(Object.keys(draft.cells) as Cell[]),
      }),
    };
  }, [account, input, draft, terms, chain, savedPolicy, templates]);

  return {
    edits,
    terms,
    setTerms,
    policy,
    views,
    template: known ? 'known' : wanted === null ? 'unknown' : 'loading',
  };
}
