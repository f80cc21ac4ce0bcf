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

const number = (value: number) => Math.round(value).toLocaleString('en');

function cellsOf({ day, seed, from, outcome, heldMb }: Run): string[] {
  const statuses = Object.entries(outcome.statuses).map(
    ([status, of]) => `${number(of)} × ${status}`,
  );
  return [
    ...[String(seed), `${number(from)} to ${number(from + outcome.requests - 1)}`],
    ...[statuses.join(', '), `${number(outcome.slowestMs)} ms`],
    ...[`${number(Math.min(...heldMb))} to ${number(Math.max(...heldMb))} MB`, day],
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

const placeOf = ([seed = '', requests = '']: readonly string[]) => {
  const from = requests.replaceAll(',', '').padStart(30, '0');
  return `${seed.padStart(10, '0')} ${from}`;
};

/** The README's table of runs with one more; one of the same requests gives way to it. */
export function withRun(part: string, run: Run): string {
  const row = cellsOf(run);
  const others = rowsOf(part).filter((other) => placeOf(other) !== placeOf(row));
  const rows = [...others, row].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  return markdownTable([HEAD, ...rows]);
}
