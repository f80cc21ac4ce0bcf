import { type Cell, cellsSaid } from '@/lib/domain/cells';
import type { DecidedSetting, Setting, Settings } from '@/lib/domain/settings';
import { type Draft, NO_EDITS, type Snapshot, savedSetting, withCell, withField } from './draft';

const without = <T>(all: Readonly<Record<string, T>>, gone: Readonly<Record<string, T>>) =>
  Object.fromEntries(Object.entries(all).filter(([name, value]) => gone[name] !== value));

/** What of a draft was not sent with an earlier one: it was edited while that was on its way. */
export function withoutSent(draft: Draft, sent: Draft): Draft {
  return {
    cells: without(draft.cells as Record<string, Setting>, sent.cells as Record<string, Setting>),
    fields: without(draft.fields, sent.fields),
  };
}

/** One thing that the draft wants otherwise than what became current meanwhile. */
export type Clash =
  | { cell: Cell; field?: undefined; seen: Setting; yours: Setting; current: Setting }
  | {
      cell?: undefined;
      field: string;
      seen: string | null;
      yours: string | null;
      current: string | null;
    };

/** A draft laid over a newer state: what can be kept, and what clashes with it. */
export interface Rebased {
  kept: Draft;
  clashes: Clash[];
  /** What changed meanwhile and the draft does not touch. */
  others: { cell: Cell; seen: Setting; current: Setting }[];
}

/**
 * Lays a draft over what became current meanwhile. An edit clashes where somebody else changed the
 * same cell or field to something else than the draft wants; what already is so falls away.
 */
export function rebase(draft: Draft, seen: Snapshot, current: Snapshot): Rebased {
  const clashes: Clash[] = [];
  let kept = NO_EDITS;
  for (const [name, yours] of Object.entries(draft.cells)) {
    const cell = name as Cell;
    const sides = { seen: savedSetting(seen, cell), current: savedSetting(current, cell) };
    if (sides.seen !== sides.current && sides.current !== yours) {
      clashes.push({ cell, yours, ...sides });
    } else {
      kept = withCell(kept, current, cell, yours);
    }
  }
  for (const [field, yours] of Object.entries(draft.fields)) {
    const sides = { seen: seen.fields[field] ?? null, current: current.fields[field] ?? null };
    if (sides.seen !== sides.current && sides.current !== yours) {
      clashes.push({ field, yours, ...sides });
    } else {
      kept = withField(kept, current, field, yours);
    }
  }
  const others = cellsSaid(seen.cells, current.cells)
    .map(({ cell }) => ({
      cell,
      seen: savedSetting(seen, cell),
      current: savedSetting(current, cell),
    }))
    .filter((side) => side.seen !== side.current && !(side.cell in draft.cells));
  return { kept, clashes, others };
}

/** A snapshot off the `current` state of a conflict, whatever of it can be read. */
export function snapshotOf(current: unknown, fields: readonly string[]): Snapshot {
  const state = (typeof current === 'object' && current !== null ? current : {}) as Record<
    string,
    unknown
  >;
  const cells: Record<string, DecidedSetting> = {};
  const said: Record<string, unknown> = {
    ...(state.settings as object | undefined),
    ...(state.overrides as object | undefined),
  };
  for (const [cell, value] of Object.entries(said)) {
    const setting =
      typeof value === 'object' && value !== null
        ? (value as { setting?: unknown }).setting
        : value;
    if (setting === 'on' || setting === 'off') cells[cell] = setting;
  }
  return {
    cells: cells as Settings,
    fields: Object.fromEntries(fields.map((field) => [field, (state[field] as string) ?? null])),
  };
}
