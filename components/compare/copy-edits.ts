import { type Cell, cellsOf, findCell } from '@/lib/domain/cells';
import { decisionOf, type PolicyInput, type ResolvedPolicy } from '@/lib/domain/policy';
import { resolve } from '@/lib/domain/resolve';
import type { OverrideView } from '@/lib/domain/views';
import type { WireEdit } from '../edits/post-change';

/** An account that overrides are copied from or to. */
export interface CopySide {
  id: string;
  name: string;
  /** The revision of its policy, so that a change made meanwhile is not overrun. */
  revision: number;
  /** Its overrides in force. */
  overrides: readonly OverrideView[];
  input: PolicyInput;
}

/** What goes along with the settings. */
export interface CopyTerms {
  expiry: boolean;
  note: boolean;
}

type Copied = Pick<OverrideView, 'cell' | 'setting' | 'expiresAt' | 'note'>;

/** An override as it will stand on the other account. */
export const copyOf = (override: OverrideView, terms: CopyTerms): Copied => ({
  cell: override.cell,
  setting: override.setting,
  expiresAt: terms.expiry ? override.expiresAt : null,
  note: terms.note ? override.note : null,
});

/**
 * What the other account's own overrides say of the same cell: nothing, the other setting, or the
 * same one, be it with another expiry or note.
 */
export function standingOf(override: OverrideView, to: CopySide): 'none' | 'other' | 'same' {
  const there = to.overrides.find(({ cell }) => cell === override.cell);
  if (!there) return 'none';
  return there.setting === override.setting ? 'same' : 'other';
}

/** The overrides that are chosen to begin with: those whose setting the other account lacks. */
export const differing = (from: CopySide, to: CopySide): Cell[] =>
  from.overrides.filter((override) => standingOf(override, to) !== 'same').map(({ cell }) => cell);

/**
 * The edits of one change that copies overrides. An edit has one expiry and one note for all of its
 * cells, so there is one for each pair of them.
 */
export function copyEdits(
  chosen: readonly OverrideView[],
  to: CopySide,
  terms: CopyTerms,
): WireEdit[] {
  const groups = new Map<string, Copied[]>();
  for (const override of chosen) {
    const copied = copyOf(override, terms);
    const key = JSON.stringify([copied.expiresAt, copied.note]);
    groups.set(key, [...(groups.get(key) ?? []), copied]);
  }
  return [...groups.values()].flatMap((group): WireEdit[] => {
    const [first] = group;
    if (!first) return [];
    return [
      {
        op: 'account.override',
        account: to.id,
        expectedRevision: to.revision,
        set: Object.fromEntries(group.map(({ cell, setting }) => [cell, setting])),
        expiresAt: first.expiresAt,
        note: first.note,
      },
    ];
  });
}

/** How a cell of the other account comes out of a copy. */
export interface Consequence {
  cell: Cell;
  before: boolean;
  after: boolean;
  /** Why Stripe's limit keeps it from what the copied override says; null where it does not. */
  limit: string | null;
  /** A feature of a component that is off, so that nothing comes of it now. */
  idle: boolean;
}

/** The consequences for the copied cells, and for others that come out otherwise because of them. */
export interface Consequences {
  copied: ReadonlyMap<Cell, Consequence>;
  others: readonly Consequence[];
}

function valuesOf(policy: ResolvedPolicy, cell: Cell) {
  const ref = findCell(cell);
  const decision = ref && decisionOf(policy, ref.component, ref.feature);
  if (!ref || !decision) return null;
  const idle = ref.feature !== null && !policy.components[ref.component]?.enabled.value;
  return { value: decision.value, limited: decision.layer === 'ceiling', idle };
}

/** Works out, as a mint would, what copied overrides bring about on the other account. */
export function consequencesOf(
  chosen: readonly OverrideView[],
  to: CopySide,
  terms: CopyTerms,
): Consequences {
  const cells = new Set(chosen.map(({ cell }) => cell));
  const copied = chosen.map((override) => {
    const { cell, setting, note, expiresAt } = copyOf(override, terms);
    const ends = expiresAt === null ? null : new Date(expiresAt);
    return { cell, setting, note, expiresAt: ends, decidedAt: to.input.at, changeId: '' };
  });
  const before = resolve(to.input);
  const after = resolve({
    ...to.input,
    overrides: [...to.input.overrides.filter(({ cell }) => !cells.has(cell)), ...copied],
  });
  const messages = new Map(after.ceilings.map(({ cell, message }) => [cell, message]));
  const of = (cell: Cell): Consequence[] => {
    const [was, is] = [valuesOf(before, cell), valuesOf(after, cell)];
    if (!was || !is) return [];
    const limit = is.limited ? (messages.get(cell) ?? null) : null;
    return [{ cell, before: was.value, after: is.value, limit, idle: is.idle }];
  };
  const all = cellsOf(after.components).flatMap(({ cell }) => of(cell));
  return {
    copied: new Map(all.filter(({ cell }) => cells.has(cell)).map((one) => [one.cell, one])),
    others: all.filter((one) => !cells.has(one.cell) && one.before !== one.after && !one.idle),
  };
}
