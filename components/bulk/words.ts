import type { BulkAct } from '@/lib/domain/bulk/acts';
import type { BulkCounts, BulkJobSummary } from '@/lib/domain/bulk/views';
import type { Cell } from '@/lib/domain/cells';
import { cellName, settingWord } from '@/lib/domain/words/cells';

/** "1 account", "3,000 accounts". */
export const accountCount = (count: number): string =>
  `${count.toLocaleString('en')} ${count === 1 ? 'account' : 'accounts'}`;

const list = (words: readonly string[]) => words.join(', ');

/** What a job does to each account: "Assign Retail", "Add the tag vip". */
export function actWords(
  { act, file }: Pick<BulkJobSummary, 'act' | 'file'>,
  template: (key: string) => string,
): string {
  if (!act) return `Import ${file}`;
  return wordsOf(act, template);
}

function wordsOf(act: BulkAct, template: (key: string) => string): string {
  switch (act.op) {
    case 'account.assign':
      return act.template === null
        ? 'Hand back to rules and default'
        : `Assign ${template(act.template)}`;
    case 'account.tag': {
      const parts = [
        act.add.length > 0 && `add ${list(act.add)}`,
        act.remove.length > 0 && `remove ${list(act.remove)}`,
      ];
      return `Tags: ${parts.filter(Boolean).join('; ')}`;
    }
    case 'account.override': {
      const cells = Object.entries(act.set) as [Cell, 'on' | 'off'][];
      return `Override ${list(cells.map(([cell, to]) => `${cellName(cell)}: ${settingWord(to)}`))}`;
    }
    case 'account.clear':
      return act.cells ? `Clear ${list(act.cells.map(cellName))}` : 'Clear all overrides';
  }
}

const FILTERS: Readonly<Record<string, string>> = {
  q: 'search',
  deviating: 'deviates from its template',
  expiring: 'has an expiring override',
  disconnected: 'disconnected',
  limited: 'limited by Stripe at',
};

/** What a job's filter found, in words: "country DE, tag vip". */
export function filterWords(filter: BulkJobSummary['filter']): string {
  const parts = Object.entries(filter ?? {}).map(([name, value]) => {
    const word = FILTERS[name] ?? name;
    if (value === true) return word;
    return value === false ? `not ${word}` : `${word} ${value}`;
  });
  return parts.length > 0 ? list(parts) : 'all accounts';
}

/** How far a job has come: "1,200 of 3,000 accounts". */
export const progressWords = ({ matched, left }: BulkCounts): string =>
  `${(matched - left).toLocaleString('en')} of ${accountCount(matched)}`;

/** The figures of a job, those that are nothing left out. */
export function countLines(counts: BulkCounts): { word: string; count: number }[] {
  return [
    { word: 'Changed', count: counts.applied },
    { word: 'Were so already', count: counts.unchanged },
    { word: 'Wait for approval', count: counts.waiting },
    { word: 'Rejected', count: counts.rejected },
    { word: 'Left as they were', count: counts.refused },
    { word: 'Still to do', count: counts.left },
  ].filter(({ count }) => count > 0);
}
