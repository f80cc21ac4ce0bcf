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

/** The whole, and what a mint sends: where every fifth account has overrides, none, and each. */
const WAYS = ['all', 'sendOfSome', 'sendOnly', 'sendWithThree'] as const;

/** The pure function alone, over accounts, templates and overrides as they are met in earnest. */
export const resolution: Row = {
  name: 'resolution',
  lines: [ALL, MINT],
  async run(bench) {
    bench.note('resolution in process');
    const rounds = Math.max(9, bench.options.rounds);
    const took = await apart<Record<(typeof WAYS)[number], number>>(
      'resolution.ts',
      'measureResolution',
      [WAYS, rounds],
    );
    const note = `every fifth account has overrides; ${took.sendOnly.toFixed(2)} µs without, ${took.sendWithThree.toFixed(2)} µs where each has three`;
    return [
      measured({ ...ALL, note: 'every fifth account has overrides' }, [took.all]),
      measured({ ...MINT, note }, [took.sendOfSome]),
    ];
  },
};
