'use client';

import { useEffect, useMemo, useState } from 'react';
import { accountCells } from '@/lib/domain/account-cells';
import type { CellViews } from '@/lib/domain/cell-view';
import type { Cell } from '@/lib/domain/cells';
import type { AssignedBy, OverrideLayer, PolicyInput, ResolvedPolicy } from '@/lib/domain/policy';
import { isInForce, resolve } from '@/lib/domain/resolve';
import type { Settings } from '@/lib/domain/settings';
import type { AccountDetail, TemplateDetail, TemplateRef } from '@/lib/domain/views';
import type { Draft, Snapshot } from '../edits/draft';
import { fetchTemplate } from '../edits/template-fetch';
import { type Edits, useEdits } from '../edits/use-edits';
import type { AccountOnPage, Chain } from './account-change';

/** What the overrides of a draft carry beside their setting. */
export interface Terms {
  /** ISO 8601; null for an override without an end. */
  expiresAt: string | null;
  note: string | null;
}

export interface AccountDraft {
  edits: Edits<AccountOnPage>;
  terms: Terms;
  setTerms: (terms: Terms) => void;
  policy: ResolvedPolicy;
  views: CellViews;
  /** The drafted template with its ancestors; null where none is drafted, or it is not here yet. */
  chain: Chain | null;
  /** Whether what a drafted template says is in the matrix already. */
  preview: 'known' | 'loading' | 'failed';
}

const NO_TERMS: Terms = { expiresAt: null, note: null };

/** A template that was asked for; null where it could not be had. */
interface Fetched {
  key: string;
  template: TemplateDetail | null;
}

/** Marks overrides that no change has made yet. */
const UNSAVED = 'unsaved';

/** The account's settings as a draft stands on them: overrides whose time is over say nothing. */
function snapshotOf({ account, input }: AccountOnPage): Snapshot {
  const inForce = input.overrides.filter((override) => isInForce(override, input.at));
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

/** The template that a draft puts an account on: its key and by what; null where none is drafted. */
function wantedOf(
  { account }: AccountOnPage,
  draft: Draft,
): { key: string; by: AssignedBy } | null {
  const { template: explicit } = draft.fields;
  if (explicit === undefined) return null;
  if (explicit !== null) return { key: explicit, by: 'explicit' };
  const { template, by } = account.assignment.byRules;
  return { key: template, by };
}

/** Gathers edits of one account's policy and resolves it with them applied. */
export function useAccountDraft(
  served: AccountDetail,
  servedInput: PolicyInput,
  templates: readonly TemplateRef[],
): AccountDraft {
  const edits = useEdits(
    useMemo(
      () => ({ revision: served.revision, account: served, input: servedInput }),
      [served, servedInput],
    ),
    snapshotOf,
  );
  const [terms, setTerms] = useState(NO_TERMS);
  const [fetched, setFetched] = useState<Fetched | null>(null);
  const { state, draft, count } = edits;
  const wanted = wantedOf(state, draft);
  const { key: wantedKey = null, by: wantedBy } = wanted ?? {};

  useEffect(() => {
    if (count === 0) setTerms(NO_TERMS);
  }, [count]);

  useEffect(() => {
    if (wantedKey === null) return;
    let current = true;
    fetchTemplate(wantedKey).then((template) => {
      if (current) setFetched({ key: wantedKey, template });
    });
    return () => {
      current = false;
    };
  }, [wantedKey]);

  const here = fetched?.key === wantedKey ? fetched : null;
  const chain = useMemo(
    (): Chain | null => (here?.template ? [here.template, ...here.template.ancestors] : null),
    [here],
  );

  const savedPolicy = useMemo(() => resolve(state.input), [state]);
  const { policy, views } = useMemo(() => {
    const { account, input } = state;
    const drafted: PolicyInput = {
      ...input,
      ...(chain && wantedBy && { templates: chain, assignedBy: wantedBy }),
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
  }, [state, draft, terms, chain, wantedBy, savedPolicy, templates]);

  return {
    edits,
    terms,
    setTerms,
    policy,
    views,
    chain,
    preview: wanted === null || chain ? 'known' : here ? 'failed' : 'loading',
  };
}
