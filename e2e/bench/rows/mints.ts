import { interleaved } from '../figures';
import { type Line, measured, type Target } from '../result';
import type { Row } from '../row';
import { hardCoded, mintLoad, switchyard } from './minting';

const atLeast = (value: number): Target => ({ of: 'ratio', is: 'at least', value });

const line = (connections: number, against: string, target: number): Line => ({
  row: 'mints',
  name: `mints against ${against}, ${connections} connections`,
  unit: 'mints/s',
  target: atLeast(target),
});

const ROUTE = 'the App Router route';
const BARE = 'the bare Node server';

const LOADS = [
  { connections: 10, route: line(10, ROUTE, 4.5), bare: line(10, BARE, 0.55) },
  { connections: 50, route: line(50, ROUTE, 8), bare: line(50, BARE, 0.9) },
];

/** Sessions a second that come through, where Stripe answers at once. */
export const mints: Row = {
  name: 'mints',
  lines: LOADS.flatMap(({ route, bare }) => [route, bare]),
  async run(bench) {
    const installation = await bench.installation('small');
    const baselines = await bench.baselines();
    await (await bench.stub()).setLatency(0);
    const results = [];
    for (const { connections, route, bare } of LOADS) {
      bench.note(`mints, ${connections} connections`);
      const load = async (minter: ReturnType<typeof switchyard>) =>
        (await mintLoad(bench, minter, connections)).perSecond;
      const rounds = await interleaved(bench.options.rounds, {
        ours: () => load(switchyard(installation)),
        route: () => load(hardCoded(baselines.appRouter, installation)),
        bare: () => load(hardCoded(baselines.bare, installation)),
      });
      results.push(
        measured(route, rounds.ours, { name: baselines.appRouter.name, rounds: rounds.route }),
        measured(bare, rounds.ours, { name: baselines.bare.name, rounds: rounds.bare }),
      );
    }
    return results;
  },
};
