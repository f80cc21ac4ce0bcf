import { apart, serverEnv } from '../apart';
import { type Line, measured } from '../result';
import type { Row } from '../row';

const ACCOUNTS = 100_000;

/** The part of these that a country of the large world has at least. */
const NEARLY = 0.9;

const LINE: Line = {
  row: 'bulk',
  name: 'assigning 100,000 accounts by filter, applied and audited',
  unit: 's',
  target: { of: 'figure', is: 'at most', value: 10 },
};

/** Of what `measureBulk` gives: how many accounts were assigned, and in how many seconds. */
interface Bulk {
  accounts: number;
  seconds: number;
  longestLockMs: number;
}

const told = (count: number) => count.toLocaleString('en');

/** The line, with as many accounts as there were: a smaller world has no country of so many. */
function lineOf(jobs: readonly Bulk[]): Line {
  const counts = jobs.map(({ accounts }) => accounts);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const number = least === most ? told(least) : `${told(least)} to ${told(most)}`;
  return {
    ...LINE,
    name: LINE.name.replace(told(ACCOUNTS), number),
    // What is asked for is asked of about so many.
    target: least < ACCOUNTS * NEARLY ? null : LINE.target,
  };
}

/** How long a wish for very many accounts takes until it holds for all of them. */
export const bulk: Row = {
  name: 'bulk',
  large: true,
  lines: [LINE],
  async run(bench) {
    const databaseUrl = await bench.databaseAlone('large');
    const env = serverEnv(databaseUrl, (await bench.stub()).url);
    const jobs: Bulk[] = [];
    for (let round = 1; round <= bench.options.rounds; round += 1) {
      bench.note(`a bulk assignment, round ${round}`);
      jobs.push(await apart<Bulk>('bulk.ts', 'measureBulk', [databaseUrl, ACCOUNTS], env));
    }
    const waited = Math.max(...jobs.map(({ longestLockMs }) => longestLockMs));
    const note = `another editor waited ${waited.toFixed(0)} ms at most`;
    return [
      measured(
        { ...lineOf(jobs), note },
        jobs.map(({ seconds }) => seconds),
      ),
    ];
  },
};
