'use client';

import { useEffect, useRef, useState } from 'react';
import type { CellView, LayerView } from '@/lib/domain/cell-view';
import type { Cell } from '@/lib/domain/cells';
import type { CellDecision } from '@/lib/domain/views';

/** Decisions by template, as far as they are known; undefined while they are asked for. */
type Found = ReadonlyMap<string, CellDecision>;
export type Decisions = { found: Found; state: 'there' | 'loading' | 'failed' };

const NONE: Found = new Map();

/** The template layers that say something of the cell, and did so before anybody drafted. */
const saying = (layers: readonly LayerView[]): NonNullable<LayerView['template']>[] =>
  layers.flatMap(({ template, value, unsaved }) =>
    template && value !== undefined && !unsaved ? [template] : [],
  );

async function ask(template: string, cell: Cell, at: string | null): Promise<CellDecision[]> {
  const then = at === null ? '' : `&at=${at}`;
  const path = `/api/templates/${encodeURIComponent(template)}/decisions?cell=${cell}${then}`;
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return ((await response.json()) as { data: CellDecision[] }).data;
}

/** Asks for a template together with its ancestors; a drafted parent stands on others. */
async function askAll(templates: readonly string[], cell: Cell, at: string | null): Promise<Found> {
  const found = new Map<string, CellDecision>();
  for (const template of templates) {
    if (found.has(template)) continue;
    for (const decision of await ask(template, cell, at)) found.set(decision.template, decision);
  }
  return found;
}

/**
 * Who decided what the templates say of a cell, and why. It is asked for when it is wanted, once
 * for each cell and state of its templates for as long as the page lives. `at` is the past moment
 * that is shown, if one is.
 */
export function useDecisions(view: CellView | undefined, at: string | null = null): Decisions {
  const cell = view?.cell;
  const templates = saying(view?.layers ?? []);
  const question = [cell, ...templates.map(({ key, revision }) => `${key}@${revision}`)].join(' ');
  const keys = templates.map(({ key }) => key);
  const asked = useRef(new Map<string, Promise<Found>>());
  const [answer, setAnswer] = useState<{ question: string; found: Found | null } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the question names the cell and its templates
  useEffect(() => {
    if (!cell || keys.length === 0) return;
    let current = true;
    const answered = (found: Found | null) => current && setAnswer({ question, found });
    const promise = asked.current.get(question) ?? askAll(keys, cell, at);
    asked.current.set(question, promise);
    promise.then(answered, () => {
      asked.current.delete(question);
      answered(null);
    });
    return () => {
      current = false;
    };
  }, [question]);

  if (keys.length === 0) return { found: NONE, state: 'there' };
  if (answer?.question !== question) return { found: NONE, state: 'loading' };
  return { found: answer.found ?? NONE, state: answer.found ? 'there' : 'failed' };
}

/** The layers with what is known of the decisions behind them. */
export function withDecisions(
  layers: readonly LayerView[],
  { found, state }: Decisions,
): LayerView[] {
  return layers.map((layer) => {
    if (!layer.template || layer.value === undefined || layer.unsaved) return layer;
    if (state !== 'there') return { ...layer, decision: state };
    const decision = found.get(layer.template.key);
    // Somebody may have changed the template since this page was sent.
    if (!decision || (decision.setting === 'on') !== layer.value) return layer;
    const { by, decidedAt, reason, changeId } = decision;
    return { ...layer, by, at: decidedAt, reason, changeId };
  });
}
