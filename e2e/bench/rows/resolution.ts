import { apart } from '../apart';
import { type Line, measured, type Target } from '../result';
import type { Row } from '../row';

const atMost = (value: number): Target => ({ of: 'figure', is: 'at most', value });

const ALL: Line = {
  row: 'resolution',
  name: 'resolution in process: all 78 cells with reasons',
  unit: 'µs',
  target: atMost(8),
};
const MINT: Line = {
  row: 'resolution',
  name: 'resolution in process: only what a mint sends',
  unit: 'µs',
  target: atMost(1),
};

/** Of what `measureResolution` gives: medians in microseconds, for one account. */
interface Resolution {
  all: number;
  sendOfSome: number;
}

/** The pure function alone, over accounts, templates and overrides as they are met in earnest. */
export const resolution: Row = {
  name: 'resolution',
  lines: [ALL, MINT],
  async run(bench) {
    bench.note('resolution in process');
    const rounds = Math.max(9, bench.options.rounds);
    const took = await apart<Resolution>('resolution.ts', 'measureResolution', [rounds]);
    return [measured(ALL, [took.all]), measured(MINT, [took.sendOfSome])];
  },
};
