import type { Cell } from '../cells';
import type { DiffLine } from '../diff';
import type { Subject } from '../edits';
import { cellName, settingWord } from './cells';
import { approvalRuleWords, guardrailWords, ruleWords } from './rules';

/** One difference in words. A moment is ISO 8601 in `until`, for the page to show in its zone. */
export interface DiffWords {
  key: string;
  what: string;
  cell?: Cell;
  /** null where `after` says by itself what changes. */
  before: string | null;
  after: string;
  /** The new end of an override; null for none. */
  until?: string | null;
  /** The new note of an override; null for none. */
  note?: string | null;
}

const FIELDS: Readonly<Record<string, string>> = {
  name: 'Name',
  extends: 'Parent',
  archived: 'Archived',
  template: 'Template',
  default: 'Default template',
};

/** What a field of a template, an account or the rules is called. */
export const fieldWord = (field: string) => FIELDS[field] ?? field;

/** A value of a field in words. */
export function fieldValue(field: string, value: unknown): string {
  if (field === 'archived') return value ? 'yes' : 'no';
  if (value === null || value === undefined) {
    return { extends: 'none', template: 'by rules and default' }[field] ?? 'nothing';
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What differs between two lists of tags, e.g. "added vip, removed trial". */
export function tagsWord(before: readonly string[], after: readonly string[]): string {
  const added = after.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !after.includes(tag));
  return [
    ...(added.length > 0 ? [`added ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`removed ${removed.join(', ')}`] : []),
  ].join(', ');
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const ITEM_WORDS: Readonly<Record<string, (item: never) => string>> = {
  rules: ruleWords,
  approvals: approvalRuleWords,
  guardrails: guardrailWords,
};

/** Two lists of rules: what one has and the other has not, and whether what both have is in another order. */
function listWords(kind: string, before: unknown[], after: unknown[]): DiffWords[] {
  const words = (item: unknown) => ITEM_WORDS[kind]?.(item as never) ?? JSON.stringify(item);
  const sides = [before.map(words), after.map(words)] as const;
  const only = (these: readonly string[], others: readonly string[]) =>
    these.filter((item) => !others.includes(item));
  const inBoth = (item: string) => sides.every((side) => side.includes(item));
  const line = (what: string, after: string): DiffWords => ({
    key: `${what} ${after}`,
    what,
    before: null,
    after,
  });
  const lines = [
    ...only(sides[0], sides[1]).map((item) => line('Removed', item)),
    ...only(sides[1], sides[0]).map((item) => line('Added', item)),
  ];
  const [first, second] = [sides[0].filter(inBoth), sides[1].filter(inBoth)];
  const reordered = first.some((item, index) => item !== second[index]);
  return reordered || lines.length === 0 ? [...lines, line('Order', 'changed')] : lines;
}

/** What a line of a diff says. A list of rules makes a line for each rule that comes or goes. */
export function diffWords(line: DiffLine): DiffWords[] {
  if (line.cell !== undefined) {
    const { cell, before, after, expiresAt, note } = line;
    // An override that is gone has neither an end nor a note.
    const terms = after === 'inherit' ? {} : { expiresAt, note };
    return [
      {
        key: cell,
        cell,
        what: cellName(cell),
        before: settingWord(before),
        after: settingWord(after),
        ...(terms.expiresAt && { until: terms.expiresAt.after }),
        ...(terms.note && { note: terms.note.after }),
      },
    ];
  }
  const { subject, field, before, after } = line;
  if (field === 'tags') {
    const words = tagsWord(list(before).map(String), list(after).map(String));
    return [{ key: field, what: 'Tags', before: null, after: words }];
  }
  if (field === 'rules' || field === 'guardrails') {
    return listWords(subject.kind, list(before), list(after));
  }
  return [
    {
      key: field,
      what: fieldWord(field),
      before: fieldValue(field, before),
      after: fieldValue(field, after),
    },
  ];
}

/** What subjects are called, by kind and id, as the server says it. */
export type Names = Readonly<Record<string, string>>;

const SINGLE: Readonly<Record<string, string>> = {
  rules: 'Assignment rules',
  approvals: 'Approval rules',
  guardrails: 'Guardrails',
};

/** What a subject is called; one that has no name yet by its id. */
export const subjectName = ({ kind, id }: Subject, names: Names) =>
  names[`${kind} ${id}`] ?? SINGLE[kind] ?? id;

/** All that a change does to one subject. */
export interface DiffGroup {
  subject: Subject;
  lines: DiffWords[];
}

/** The diff by subject, in the order in which subjects first appear. */
export function groupsOf(diff: readonly DiffLine[]): DiffGroup[] {
  const groups = new Map<string, DiffGroup>();
  for (const line of diff) {
    const key = `${line.subject.kind} ${line.subject.id}`;
    const group = groups.get(key) ?? { subject: line.subject, lines: [] };
    group.lines.push(...diffWords(line));
    groups.set(key, group);
  }
  return [...groups.values()];
}
