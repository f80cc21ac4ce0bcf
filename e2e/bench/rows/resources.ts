import type { Bench } from '../bench';
import { interleaved } from '../figures';
import { signIn } from '../http';
import type { Command } from '../product';
import { type Line, measured } from '../result';
import type { Row } from '../row';
import { mintLoad, switchyard } from './minting';

const MEMORY: Line = {
  row: 'resources',
  name: 'memory after the load, all processes together',
  unit: 'MB',
  target: { of: 'figure', is: 'at most', value: 350 },
};
const START: Line = {
  row: 'resources',
  name: 'start of a built app on a ready database',
  unit: 's',
  target: { of: 'figure', is: 'at most', value: 3 },
};

const UP: Line = {
  ...START,
  name: 'the same by npm run up, which looks after all else too',
  target: null,
};

const PAGES = ['/', '/accounts', '/templates', '/changes', '/audit', '/settings'];

/** The first pages take long, and of some there has to be an answer. */
const LEAST_PAGES_MS = 600;

/** How long after the load memory is looked at: what is free is given back in an idle second. */
const SETTLED_MS = 3500;

async function startSeconds(bench: Bench, command: Command): Promise<number> {
  const product = await bench.another('small', `start-by-${command}`, { command });
  await product.stop();
  return product.startMs / 1000;
}

/** What it takes to run: memory once it has worked, and the time from the command until it is ready. */
export const resources: Row = {
  name: 'resources',
  lines: [MEMORY, START],
  async run(bench) {
    const installation = await bench.installation('small');
    const { rounds, warmMs, loadMs } = bench.options;
    bench.note('memory after mints and pages');
    const product = await bench.another('small', 'memory', { command: 'start' });
    const { url } = product;
    const held: number[] = [];
    let processes = '';
    try {
      const headers = await signIn(url, installation.user);
      const requests = PAGES.map((path) => ({ method: 'GET' as const, path, headers }));
      for (let round = 0; round < rounds; round += 1) {
        await mintLoad(bench, switchyard({ ...installation, ...product }), 50);
        const pagesMs = Math.max(loadMs, LEAST_PAGES_MS);
        await bench.loader().load({ url, connections: 4, warmMs, loadMs: pagesMs, requests });
        // A short run has no time to wait each round.
        if (bench.options.quick && round < rounds - 1) continue;
        await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
        const { total, processes: all } = product.memory();
        held.push(total);
        const large = all.filter(({ mb }) => mb >= 5);
        processes = large.map(({ command, mb }) => `${command} ${Math.round(mb)} MB`).join('; ');
      }
    } finally {
      await product.stop();
    }
    bench.note('start');
    const commands: Command[] = bench.options.quick ? ['start'] : ['start', 'up'];
    const started: Record<string, number[]> = await interleaved(
      rounds,
      Object.fromEntries(commands.map((command) => [command, () => startSeconds(bench, command)])),
    );
    return [
      measured({ ...MEMORY, note: processes }, held),
      measured({ ...START, note: 'npm start, until it is ready' }, started.start ?? []),
      ...(started.up ? [measured(UP, started.up)] : []),
    ];
  },
};
