import { listed, number } from '../support/counts';
import { markdownTable } from '../support/markdown-table';
import type { Outcome } from './storm';

/** A run that found nothing, for people. */
export interface Run {
  day: string;
  seed: number;
  /** The number of the first request. */
  from: number;
  outcome: Outcome;
  /** MB that all instances held together, from a third of the run to its end. */
  heldMb: readonly number[];
}

const HEAD = ['seed', 'requests', 'answers by status', 'slowest', 'memory', 'day'];

function cellsOf({ day, seed, from, outcome, heldMb }: Run): string[] {
  const held = [Math.min(...heldMb), Math.max(...heldMb)].map((mb) => number(Math.round(mb)));
  return [
    ...[String(seed), `${number(from)} to ${number(from + outcome.requests - 1)}`],
    ...[listed(Object.entries(outcome.statuses)), `${number(outcome.slowest[0]?.ms ?? 0)} ms`],
    ...[`${held.join(' to ')} MB`, day],
  ];
}

const rowsOf = (part: string): string[][] =>
  part
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| -'))
    .slice(1)
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );

const fromOf = ([, requests = '']: readonly string[]) =>
  Number.parseInt(requests.replaceAll(',', ''), 10);

/** The README's table of runs with one more; one of the same requests gives way to it. */
export function withRun(part: string, run: Run): string {
  const row = cellsOf(run);
  const others = rowsOf(part).filter((other) => other[0] !== row[0] || other[1] !== row[1]);
  const rows = [...others, row].sort(
    (a, b) => Number(a[0]) - Number(b[0]) || fromOf(a) - fromOf(b),
  );
  return markdownTable([HEAD, ...rows]);
}
