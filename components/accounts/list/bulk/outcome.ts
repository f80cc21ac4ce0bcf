import type { DiffLine } from '@/lib/domain/diff';
import type { CellImpact } from '@/lib/domain/impact';
import { cellName, settingWord } from '@/lib/domain/words/cells';

/** One thing that a change does, with the accounts that it does it to. */
export interface OutcomeLine {
  what: string;
  /** null where only what becomes is of interest. */
  before: string | null;
  after: string;
  accounts: string[];
}

/** What a change does to the selected accounts, in words. */
export interface Outcome {
  /** Accounts that the change touches, and those that already are as it wants them. */
  changed: number;
  same: number;
  lines: OutcomeLine[];
  /** Cells that come to another value for merchants, and for how many: "on for 2 accounts". */
  flips: { what: string; how: string }[];
  /** Whether somebody has to approve it before it takes effect. */
  needsApproval: boolean;
}

/** What a change does, as far as it is put into words. */
export interface ChangeFacts {
  diff: readonly DiffLine[];
  impact: { cells: readonly CellImpact[] };
  requirement: { missing: { approvers: number; admins: number } };
}

/** What the words need to know beside the diff. */
export interface Names {
  account: (id: string) => string;
  template: (key: string) => string;
}

type Step = Omit<OutcomeLine, 'accounts'>;

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** A diff's line as steps: a set of tags is as many as tags come and go. */
function stepsOf(line: DiffLine, names: Names): Step[] {
  if (line.cell !== undefined) {
    const [before, after] = [settingWord(line.before), settingWord(line.after)];
    return [{ what: cellName(line.cell), before, after }];
  }
  if (line.field === 'tags') {
    const [before, after] = [texts(line.before), texts(line.after)];
    const step = (after: string) => (tag: string) => ({ what: `Tag ${tag}`, before: null, after });
    return [
      ...after.filter((tag) => !before.includes(tag)).map(step('added')),
      ...before.filter((tag) => !after.includes(tag)).map(step('removed')),
    ];
  }
  const value = (said: unknown) =>
    said === null ? 'By rules and default' : names.template(String(said));
  return [{ what: 'Template', before: value(line.before), after: value(line.after) }];
}

/**
 * Says a change of accounts in words: the same step of several accounts is one line, the line of most
 * accounts first.
 */
export function outcomeOf(
  { diff, impact, requirement: { missing } }: ChangeFacts,
  selected: number,
  names: Names,
): Outcome {
  const lines = new Map<string, OutcomeLine>();
  const touched = new Set<string>();
  for (const line of diff) {
    if (line.subject.kind !== 'account') continue;
    touched.add(line.subject.id);
    for (const step of stepsOf(line, names)) {
      const key = JSON.stringify(step);
      const known = lines.get(key) ?? { ...step, accounts: [] };
      known.accounts.push(names.account(line.subject.id));
      lines.set(key, known);
    }
  }
  return {
    changed: touched.size,
    same: selected - touched.size,
    lines: [...lines.values()].sort((a, b) => b.accounts.length - a.accounts.length),
    flips: flipsOf(impact.cells),
    needsApproval: missing.approvers + missing.admins > 0,
  };
}

function flipsOf(cells: readonly CellImpact[]): Outcome['flips'] {
  return cells.flatMap(({ cell, on, off }) => {
    const sides = [
      on > 0 && `on for ${accountCount(on)}`,
      off > 0 && `off for ${accountCount(off)}`,
    ].filter(Boolean);
    return sides.length > 0 ? [{ what: cellName(cell), how: sides.join(', ') }] : [];
  });
}

/** "A", "A and B", "A, B, C and 4 more". */
export function nameList(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  const shown = rest > 0 ? [...names.slice(0, most), `${rest} more`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** "1 account", "3 accounts". */
export function accountCount(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'account' : 'accounts'}`;
}

/** The tags in a text with commas: trimmed, each once, none empty. */
export function tagsIn(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter(Boolean);
}

/** How many of the accounts have each tag, by tag. */
export function tagCounts(
  accounts: readonly { tags: readonly string[] }[],
): { tag: string; accounts: number }[] {
  const counts = new Map<string, number>();
  for (const { tags } of accounts) {
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([tag, count]) => ({ tag, accounts: count }));
}
