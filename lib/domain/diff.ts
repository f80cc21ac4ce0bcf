import type { Cell } from './cells';
import type { Subject } from './edits';
import type { Approvals, Guardrails } from './governance';
import type { Rules } from './rules';
import type { Setting } from './settings';
import type { AccountState, OverrideState, TemplateState } from './state';

/** One line of what a change does: a cell's setting or a field, before and after. */
export type DiffLine =
  | (CellLine & { field?: undefined })
  | { subject: Subject; field: string; cell?: undefined; before: unknown; after: unknown };

interface CellLine {
  subject: Subject;
  cell: Cell;
  before: Setting;
  after: Setting;
  /** For an override that stays as it was but for these. */
  note?: { before: string | null; after: string | null };
  expiresAt?: { before: string | null; after: string | null };
}

const sortedCells = (...sides: object[]) =>
  [...new Set(sides.flatMap((side) => Object.keys(side)))].sort() as Cell[];

function fields(
  subject: Subject,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): DiffLine[] {
  return Object.keys(after).flatMap((field) => {
    const line = { subject, field, before: before[field] ?? null, after: after[field] ?? null };
    return JSON.stringify(line.before) === JSON.stringify(line.after) ? [] : [line];
  });
}

/** What differs between two states of a template; null before means that it is new. */
export function diffTemplate(before: TemplateState | null, after: TemplateState): DiffLine[] {
  const subject: Subject = { kind: 'template', id: after.key };
  const pick = (state: TemplateState) => ({
    name: state.name,
    extends: state.extends,
    archived: state.archived,
  });
  const old = before?.settings ?? {};
  return [
    ...fields(subject, before ? pick(before) : { archived: false }, pick(after)),
    ...sortedCells(old, after.settings).flatMap((cell): DiffLine[] => {
      const line = {
        subject,
        cell,
        before: old[cell] ?? ('inherit' as const),
        after: after.settings[cell] ?? ('inherit' as const),
      };
      return line.before === line.after ? [] : [line];
    }),
  ];
}

function diffOverride(
  subject: Subject,
  cell: Cell,
  before: OverrideState | undefined,
  after: OverrideState | undefined,
): DiffLine[] {
  const line: DiffLine = {
    subject,
    cell,
    before: before?.setting ?? 'inherit',
    after: after?.setting ?? 'inherit',
  };
  const expiry = [before, after].map((state) => state?.expiresAt?.toISOString() ?? null);
  const note = [before, after].map((state) => state?.note ?? null);
  const [expiryBefore = null, expiryAfter = null] = expiry;
  const [noteBefore = null, noteAfter = null] = note;
  if (expiryBefore !== expiryAfter) line.expiresAt = { before: expiryBefore, after: expiryAfter };
  if (noteBefore !== noteAfter) line.note = { before: noteBefore, after: noteAfter };
  return line.before === line.after && !line.expiresAt && !line.note ? [] : [line];
}

/** What differs between two states of an account's policy. */
export function diffAccount(before: AccountState, after: AccountState): DiffLine[] {
  const subject: Subject = { kind: 'account', id: after.account };
  // Tags are a set: in what order they stand is no difference.
  const pick = ({ template, tags }: AccountState) => ({ template, tags: [...tags].sort() });
  return [
    ...fields(subject, pick(before), pick(after)),
    ...sortedCells(before.overrides, after.overrides).flatMap((cell) =>
      diffOverride(subject, cell, before.overrides[cell], after.overrides[cell]),
    ),
  ];
}

/** What differs between two states of the rules. */
export function diffRules(before: Rules, after: Rules): DiffLine[] {
  const pick = ({ rules, default: fallback }: Rules) => ({ rules, default: fallback });
  return fields({ kind: 'rules', id: 'rules' }, pick(before), pick(after));
}

/** What differs between two states of the approval rules. */
export function diffApprovals(before: Approvals, after: Approvals): DiffLine[] {
  const subject: Subject = { kind: 'approvals', id: 'approvals' };
  return fields(subject, { rules: before.rules }, { rules: after.rules });
}

/** What differs between two states of the guardrails. */
export function diffGuardrails(before: Guardrails, after: Guardrails): DiffLine[] {
  const subject: Subject = { kind: 'guardrails', id: 'guardrails' };
  return fields(subject, { guardrails: before.guardrails }, { guardrails: after.guardrails });
}
