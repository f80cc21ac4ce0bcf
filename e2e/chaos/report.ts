import { listed, number } from '../support/counts';
import { markdownTable } from '../support/markdown-table';
import type { Result } from './result';

/** How many findings of a book are shown; all of them are in the file. */
const SHOWN = 10;

const sum = (counts: Record<string, number>) =>
  Object.values(counts).reduce((all, count) => all + count, 0);

const oftenFirst = (counts: Record<string, number>) =>
  Object.entries(counts).sort(([, a], [, b]) => b - a);

const rowsOf = (title: string, counts: Record<string, number>) => [
  title,
  ...Object.entries(counts).map(([name, count]) => `  ${number(count).padStart(9)}  ${name}`),
];

/** Whether all books agree. */
export const agrees = ({ books }: Result) => books.every(({ findings }) => findings.length === 0);

/** A run for whoever waits for it; a finding says by which seed to see it again. */
export function textOf(result: Result): string {
  const { plan, seconds, books } = result;
  const findings = books.flatMap(({ name, findings }) =>
    findings.slice(0, SHOWN).map((finding) => `  ${name}: ${finding}`),
  );
  return [
    ...rowsOf('Faults', result.faults),
    ...rowsOf('Mints by outcome', result.mints),
    ...rowsOf('What everybody was told', result.told),
    ...rowsOf('Longest wait, ms', result.slowestMs),
    ...rowsOf('Changes', result.changes),
    ...rowsOf('Bulk jobs', result.jobs),
    ...rowsOf('At Stripe', result.atStripe),
    `Schedules that fired: ${number(result.schedules)}`,
    'Books',
    ...books.map(({ name, checked, findings }) =>
      [
        `  ${findings.length === 0 ? 'agrees' : `${number(findings.length)} FINDINGS`}`.padEnd(16),
        `${number(checked).padStart(9)}  ${name}`,
      ].join(''),
    ),
    ...(findings.length > 0
      ? [
          'Findings',
          ...findings,
          'All of them, and what went wrong when: .data/chaos.json. What was logged: .data/e2e/logs',
        ]
      : []),
    `Seed ${plan.seed}, ${plan.minutes} minutes, ${seconds} s in all.`,
  ].join('\n');
}

/** The same, as the README shows it. */
export function summaryOf(result: Result): string {
  const { plan, books } = result;
  const asked = sum(result.mints);
  const rows = books.map(({ name, checked, findings }) => [
    name,
    number(checked),
    findings.length === 0 ? 'agrees' : `${number(findings.length)} findings`,
  ]);
  return [
    `${number(asked)} mints in ${plan.minutes} minutes (seed ${plan.seed}), ${number(result.mints['200'] ?? 0)} of them made,`,
    `among ${number(sum(result.changes))} changes, ${number(sum(result.jobs))} bulk jobs and ${number(result.schedules)} schedules that fired.`,
    `What went wrong meanwhile: ${listed(oftenFirst(result.faults))}.`,
    '',
    markdownTable([['book', 'compared', ''], ...rows]),
  ].join('\n');
}
