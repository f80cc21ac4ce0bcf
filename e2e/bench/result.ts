import { median } from './figures';

export type Unit = 'mints/s' | 'requests/s' | 'ms' | 'µs' | 's' | 'MB';

/** What a figure, or its ratio to the baseline's, is to be. */
export interface Target {
  of: 'ratio' | 'figure';
  is: 'at least' | 'at most';
  value: number;
}

export type Verdict = 'reached' | 'missed' | 'no target' | 'failed' | 'not there';

/** The figures of one side: the median, and each round's. */
export interface Side {
  name: string;
  median: number;
  rounds: readonly number[];
}

/** One line of the table. */
export interface Result {
  row: string;
  name: string;
  unit: Unit;
  ours: Side | null;
  baseline: Side | null;
  /** Ours by the baseline's. */
  ratio: number | null;
  target: Target | null;
  verdict: Verdict;
  /** What else there is to know of it, or why there are no figures. */
  note: string | null;
}

/** A line before it is known how it ended. */
export interface Line {
  row: string;
  name: string;
  unit: Unit;
  target: Target | null;
  note?: string;
}

const sideOf = (name: string, rounds: readonly number[]): Side => ({
  name,
  median: median(rounds),
  rounds,
});

function verdictOf(target: Target | null, figure: number, ratio: number | null): Verdict {
  if (!target) return 'no target';
  const value = target.of === 'ratio' ? (ratio ?? NaN) : figure;
  const reached = target.is === 'at least' ? value >= target.value : value <= target.value;
  return reached ? 'reached' : 'missed';
}

/** A line with its figures, compared with a baseline where there is one. */
export function measured(
  { note, ...line }: Line,
  ours: readonly number[],
  baseline?: { name: string; rounds: readonly number[] },
): Result {
  const mine = sideOf('Switchyard', ours);
  const other = baseline ? sideOf(baseline.name, baseline.rounds) : null;
  const ratio = other ? mine.median / other.median : null;
  const verdict = verdictOf(line.target, mine.median, ratio);
  return { ...line, ours: mine, baseline: other, ratio, verdict, note: note ?? null };
}

/** A line without figures, and why. */
export function unmeasured(line: Line, verdict: 'failed' | 'not there', why: string): Result {
  return { ...line, ours: null, baseline: null, ratio: null, verdict, note: why };
}
