import { apart, serverEnv } from '../apart';
import { type Line, measured } from '../result';
import type { Row } from '../row';

const BASE = 'base template';

const line = (name: string): Line => ({
  row: 'impact',
  name: `impact of an edit over {accounts} accounts: ${name}`,
  unit: 'ms',
  target: name.startsWith(BASE) ? { of: 'figure', is: 'at most', value: 1_000 } : null,
});

/** Of what `measureImpact` gives, for each kind of edit: milliseconds of dry runs, round by round. */
interface Impact {
  name: string;
  accounts: number;
  flipping: number;
  rounds: number[];
}

/** How long it takes to say what an edit would do, before it is made. */
export const impact: Row = {
  name: 'impact',
  large: true,
  lines: [line(BASE)],
  async run(bench) {
    const databaseUrl = await bench.databaseAlone('large');
    const env = serverEnv(databaseUrl, (await bench.stub()).url);
    bench.note('impact of edits');
    const args = [databaseUrl, bench.options.rounds];
    const all = await apart<Impact[]>('impact.ts', 'measureImpact', args, env);
    return all.map(({ name, accounts, flipping, rounds }) => {
      const note = `${accounts.toLocaleString('en')} accounts, ${flipping.toLocaleString('en')} of them would change`;
      return measured({ ...line(name), note }, rounds);
    });
  },
};
