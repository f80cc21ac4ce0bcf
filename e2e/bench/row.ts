import type { Bench } from './bench';
import type { Line, Result } from './result';

/** A group of lines that are measured together; a module of its own in `rows/`. */
export interface Row {
  /** What `--only` calls it. */
  name: string;
  /** Whether it needs the large world, and so is left out of `--quick`. */
  large?: boolean;
  /** What it gives, also where it fails. */
  lines: readonly Line[];
  /** Measures; gives one result for each of its lines, or further ones without a target. */
  run(bench: Bench): Promise<Result[]>;
}
