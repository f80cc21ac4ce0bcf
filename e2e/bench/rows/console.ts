import { interleaved, median } from '../figures';
import { signIn } from '../http';
import type { LoadRequest } from '../load/job';
import { type Line, measured } from '../result';
import type { Row } from '../row';
import { mintLoad, switchyard } from './minting';

const PAGES_A_SECOND = 5;

/** Of what the installation can mint at most: far below where requests begin to wait. */
const SHARE = 0.25;
const STEP = 50;

const LINE: Line = {
  row: 'console',
  name: `mint p99 while the console renders ${PAGES_A_SECOND} pages/s, against without`,
  unit: 'ms',
  target: { of: 'ratio', is: 'at most', value: 2 },
};

const PAGES = [
  ...['/accounts', '/accounts?country=DE', '/accounts?q=shop', '/', '/templates', '/changes'],
  ...['/audit', '/accounts?template=mint-3'],
];

/** Whether people at the console make merchants wait. */
export const console: Row = {
  name: 'console',
  lines: [LINE],
  async run(bench) {
    const installation = await bench.installation('small');
    const { url, user, accounts } = installation;
    const headers = await signIn(url, user);
    const paths = [...PAGES, ...accounts.slice(0, 4).map(({ id }) => `/accounts/${id}`)];
    const pages = paths.map((path): LoadRequest => ({ method: 'GET', path, headers }));
    await bench
      .loader('second')
      .load({ url, connections: 2, warmMs: 0, loadMs: 1_500, requests: pages });

    const most = (await mintLoad(bench, switchyard(installation), 10)).perSecond;
    const rate = Math.floor((most * SHARE) / STEP) * STEP || Math.max(1, Math.floor(most * SHARE));
    bench.note(`mints at ${rate}/s, with and without ${PAGES_A_SECOND} pages/s`);
    const { warmMs, loadMs } = bench.options;
    const mints = { ...switchyard(installation), connections: 50, rate, warmMs, loadMs };
    const rendering = {
      url,
      connections: 20,
      rate: PAGES_A_SECOND,
      requests: pages,
      warmMs,
      loadMs,
    };
    const pageMs: number[] = [];
    const rounds = await interleaved(bench.options.rounds, {
      without: async () => (await bench.loader().load(mints)).p99,
      during: async () => {
        const [minted, rendered] = await Promise.all([
          bench.loader().load(mints),
          bench.loader('second').load(rendering),
        ]);
        pageMs.push(rendered.p50);
        return minted.p99;
      },
    });
    const note = `${rate} mints/s at a constant rate, of ${Math.round(most)} at most with 10 connections; a page takes ${Math.round(median(pageMs))} ms`;
    return [
      measured({ ...LINE, note }, rounds.during, { name: 'without', rounds: rounds.without }),
    ];
  },
};
