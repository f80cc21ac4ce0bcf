import { interleaved } from '../figures';
import type { LoadFigures } from '../load/job';
import { someAccounts } from '../mint-world';
import { type Line, measured } from '../result';
import type { Row } from '../row';
import { mintLoad, switchyard } from './minting';

const CONNECTIONS = 10;
const AS_OF_THOUSAND = 'among 1,000 accounts';
/** Accounts of a round that were not minted for before: more than a round has time for. */
const EVER_NEW = 30_000;

const THROUGHPUT: Line = {
  row: 'scale',
  name: 'mints among {accounts} accounts, against 1,000',
  unit: 'mints/s',
  target: { of: 'ratio', is: 'at least', value: 1 / 1.1 },
};
const LATENCY: Line = {
  row: 'scale',
  name: 'median latency of a mint among {accounts} accounts, against 1,000',
  unit: 'ms',
  target: { of: 'ratio', is: 'at most', value: 1.1 },
};
const NEW: Line = {
  row: 'scale',
  name: 'mints among {accounts} accounts, each time for another one',
  unit: 'mints/s',
  target: null,
};

/** Whether a large platform mints as a small one does: the same accounts are minted for in both. */
export const scale: Row = {
  name: 'scale',
  large: true,
  lines: [THROUGHPUT, LATENCY],
  async run(bench) {
    const small = await bench.installation('small');
    const large = await bench.installation('large');
    const { rounds: times } = bench.options;
    const others = await someAccounts(large.databaseUrl, EVER_NEW * times);
    const share = Math.floor(others.length / times);
    await (await bench.stub()).know(others);
    bench.note('mints among many accounts and among few');
    // One that has minted for some seconds is twice as fast as one that has only begun.
    for (const one of [small, large]) await mintLoad(bench, switchyard(one), CONNECTIONS);
    const rounds = await interleaved(times, {
      large: () => mintLoad(bench, switchyard(large), CONNECTIONS),
      small: () => mintLoad(bench, switchyard(small), CONNECTIONS),
    });
    const everNew: LoadFigures[] = [];
    for (let round = 0; round < times; round += 1) {
      const newOnes = others.slice(round * share, (round + 1) * share);
      everNew.push(await mintLoad(bench, switchyard(large, newOnes), CONNECTIONS));
    }
    const perSecond = (side: LoadFigures[]) => side.map((round) => round.perSecond);
    const p50 = (side: LoadFigures[]) => side.map((round) => round.p50);
    return [
      measured(THROUGHPUT, perSecond(rounds.large), {
        name: AS_OF_THOUSAND,
        rounds: perSecond(rounds.small),
      }),
      measured(LATENCY, p50(rounds.large), { name: AS_OF_THOUSAND, rounds: p50(rounds.small) }),
      measured(NEW, perSecond(everNew)),
    ];
  },
};
