import { interleaved } from '../figures';
import { type Line, measured } from '../result';
import type { Row } from '../row';
import { hardCoded, type Minter, mintLoad, switchyard } from './minting';

const STRIPE_MS = 150;

const line = (against: string, target: number): Line => ({
  row: 'latency',
  name: `median latency of a mint, Stripe ${STRIPE_MS} ms, against ${against}`,
  unit: 'ms',
  target: { of: 'ratio', is: 'at most', value: target },
});

const BARE = line('the bare Node server', 1.03);
const DEMO = line('two calls, as the demo', 0.55);

/** Each round has to last for an answer of the slowest way at least. */
const LEAST_MS = 400;

/** How long one mint takes where Stripe takes as long as it does in earnest. */
export const latency: Row = {
  name: 'latency',
  lines: [BARE, DEMO],
  async run(bench) {
    const installation = await bench.installation('small');
    const { bare, demo } = await bench.baselines();
    const stub = await bench.stub();
    const loadMs = Math.max(bench.options.loadMs, LEAST_MS);
    const longer = { ...bench, options: { ...bench.options, loadMs } };
    bench.note(`latency with ${STRIPE_MS} ms at Stripe`);
    const load = async (minter: Minter) => (await mintLoad(longer, minter, 1)).p50;
    await stub.setLatency(STRIPE_MS);
    try {
      const rounds = await interleaved(bench.options.rounds, {
        ours: () => load(switchyard(installation)),
        bare: () => load(hardCoded(bare, installation)),
        demo: () => load(hardCoded(demo, installation)),
      });
      return [
        measured(BARE, rounds.ours, { name: bare.name, rounds: rounds.bare }),
        measured(DEMO, rounds.ours, { name: demo.name, rounds: rounds.demo }),
      ];
    } finally {
      await stub.setLatency(0);
    }
  },
};
