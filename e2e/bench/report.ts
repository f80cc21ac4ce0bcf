import type { Machine } from './machine';
import type { Result, Side, Target, Unit, Verdict } from './result';

/** What a benchmark leaves for machines, in .data/bench.json. */
export interface Report {
  at: string;
  quick: boolean;
  rounds: number;
  secondsARound: number;
  machine: Machine;
  results: readonly Result[];
}

const WORDS: Readonly<Record<Verdict, string>> = {
  reached: 'reached',
  missed: 'missed',
  'no target': '',
  failed: 'FAILED',
  'not there': 'not there yet',
};

/** A figure with as many digits as mean something. */
export function number(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

const figure = (side: Side | null, unit: Unit) => (side ? `${number(side.median)} ${unit}` : '');

/** A target in words. */
export function targetWords(target: Target | null, unit: Unit): string {
  if (!target) return '';
  const value = target.value.toLocaleString('en', { maximumFractionDigits: 2 });
  return `${target.is} ${value}${target.of === 'ratio' ? ' ×' : ` ${unit}`}`;
}

export const HEAD = ['', 'Switchyard', 'baseline', 'ratio', 'target', ''] as const;

/** A result as the cells of a table's row. */
export const cellsOf = ({ name, unit, ours, baseline, ratio, target, verdict }: Result) => [
  name,
  figure(ours, unit),
  figure(baseline, unit),
  ratio === null ? '' : `${number(ratio)} ×`,
  targetWords(target, unit),
  WORDS[verdict],
];

/** Rows of cells in columns that stand below one another: the first to the left, figures to the right. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = HEAD.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) =>
        at >= 1 && at <= 3 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** The results as a table for people, with a line below each that has more to say. */
export function table(results: readonly Result[]): string {
  const [head = '', ...lines] = columns([HEAD, ...results.map(cellsOf)]);
  const width = Math.max(...lines.map((line) => line.length), head.length);
  return [
    head,
    '─'.repeat(width),
    ...results.flatMap(({ note }, at) => [lines[at] ?? '', ...(note ? [`    ${note}`] : [])]),
  ].join('\n');
}
