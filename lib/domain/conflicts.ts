import type { Cell } from './cells';
import type { DiffLine } from './diff';
import { type Edit, type Subject, subjectOf } from './edits';
import type { Setting } from './settings';

/** A cell or a field of a subject. */
export interface Part {
  subject: Subject;
  cell?: Cell;
  field?: string;
}

/** What a cell says, with the terms of an override as far as they matter. */
export interface CellSide {
  setting: Setting;
  expiresAt?: string | null;
  note?: string | null;
}

/** A part that is not what it was when a change was made: as it was, as it is, and as it is wanted. */
export type Drift = { subject: Subject } & (
  | { cell: Cell; field?: undefined; was: CellSide; now: CellSide; wants: CellSide }
  | { field: string; cell?: undefined; was: unknown; now: unknown; wants: unknown }
) & {
    /** Whether it already is as the change wants it, by somebody else's doing. */
    already: boolean;
  };

type CellLine = Extract<DiffLine, { cell: Cell }>;
type Sides<T> = { was: T; now: T; wants: T };

const partKey = ({ subject, cell, field }: Part) =>
  `${subject.kind} ${subject.id} ${cell ?? ''} ${field ?? ''}`;

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The three sides of a value, by its line in the diff as it was made and as it is now. A line that
 * is missing means that nothing differed: the value was then, or is now, what is wanted.
 */
function sidesOf<T>(
  made: { before: T; after: T } | undefined,
  now: { before: T; after: T } | undefined,
): Sides<T> | null {
  const line = now ?? made;
  if (!line) return null;
  const wants = line.after;
  return { was: made ? made.before : wants, now: now ? now.before : wants, wants };
}

function cellSides(made: CellLine | undefined, now: CellLine | undefined): Sides<CellSide> | null {
  const setting = sidesOf<Setting>(made, now);
  if (!setting) return null;
  const terms = {
    expiresAt: sidesOf(made?.expiresAt, now?.expiresAt),
    note: sidesOf(made?.note, now?.note),
  };
  const side = (which: keyof Sides<unknown>): CellSide => ({
    setting: setting[which],
    ...(terms.expiresAt && { expiresAt: terms.expiresAt[which] }),
    ...(terms.note && { note: terms.note[which] }),
  });
  return { was: side('was'), now: side('now'), wants: side('wants') };
}

function driftOf(made: DiffLine | undefined, now: DiffLine | undefined): Drift[] {
  const line = now ?? made;
  if (!line) return [];
  const { subject } = line;
  const already = now === undefined;
  if (line.cell !== undefined) {
    const sides = cellSides(made as CellLine | undefined, now as CellLine | undefined);
    if (!sides || isSame(sides.was, sides.now)) return [];
    return [{ subject, cell: line.cell, ...sides, already }];
  }
  const sides = sidesOf<unknown>(made, now);
  if (!sides || isSame(sides.was, sides.now)) return [];
  return [{ subject, field: line.field, ...sides, already }];
}

/**
 * Where policy has moved away under a change: `made` is what it did when its content was written,
 * `now` what it would do now. What only others touch is none of it.
 */
export function driftBetween(made: readonly DiffLine[], now: readonly DiffLine[]): Drift[] {
  const [past, current] = [made, now].map(
    (lines) => new Map(lines.map((line) => [partKey(line), line])),
  );
  const keys = new Set([...made, ...now].map(partKey));
  return [...keys].flatMap((key) => driftOf(past?.get(key), current?.get(key)));
}

function namedBy(edit: Edit): { cells?: object | undefined; fields?: string[] } {
  switch (edit.op) {
    case 'template.create':
      return { cells: edit.set, fields: ['name', 'extends'] };
    case 'template.update': {
      const fields = (['name', 'extends'] as const).filter((field) => edit[field] !== undefined);
      return { cells: edit.set, fields };
    }
    case 'template.archive':
      return { fields: ['archived'] };
    case 'account.assign':
      return { fields: ['template'] };
    case 'account.override':
      return { cells: edit.set };
    case 'account.tag':
      return { fields: ['tags'] };
    case 'rules.replace':
      return { fields: ['rules', 'default'] };
    case 'approvals.replace':
      return { fields: ['rules'] };
    case 'guardrails.replace':
      return { fields: ['guardrails'] };
  }
}

/** Every cell and field that edits name, each once. */
export function partsOf(edits: readonly Edit[]): Part[] {
  const parts = edits.flatMap((edit) => {
    const subject = subjectOf(edit);
    const { cells = {}, fields = [] } = namedBy(edit);
    return [
      ...fields.map((field): Part => ({ subject, field })),
      ...Object.keys(cells).map((cell): Part => ({ subject, cell: cell as Cell })),
    ];
  });
  return [...new Map(parts.map((part) => [partKey(part), part])).values()];
}

/** The cells and fields that both name; where both are applied, the later one wins. */
export function overlapOf(edits: readonly Edit[], others: readonly Edit[]): Part[] {
  const named = new Set(partsOf(others).map(partKey));
  return partsOf(edits).filter((part) => named.has(partKey(part)));
}
