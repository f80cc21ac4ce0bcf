import type { Rule } from './slope';

/** What is measured, and in what it is counted. */
export type Kind = 'memory' | 'handles' | 'threads' | 'connections' | 'p50' | 'p99';

export const UNITS: Readonly<Record<Kind, string>> = {
  memory: 'MB',
  handles: '',
  threads: '',
  connections: '',
  p50: 'ms',
  p99: 'ms',
};

/**
 * What counts as a slope. In the twelve minutes that twenty leave after the warm-up, memory's rule finds
 * a leak of a megabyte a minute in 250 MB. Of latency, a tenth is what the machine beneath gives
 * and takes by itself in such a time, and twice that at its tail.
 */
export const RULES: Readonly<Record<Kind, Rule>> = {
  memory: { block: 'least', blocks: 16, share: 0.02, amount: 4 },
  handles: { block: 'median', blocks: 24, share: 0.05, amount: 3 },
  threads: { block: 'median', blocks: 24, share: 0.05, amount: 2 },
  connections: { block: 'median', blocks: 24, share: 0.1, amount: 2 },
  p50: { block: 'median', blocks: 24, share: 0.1, amount: 1 },
  p99: { block: 'median', blocks: 24, share: 0.2, amount: 5 },
};
