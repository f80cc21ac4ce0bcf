import { parseArgs } from 'node:util';
import { runProject } from '../support/run-project';

const USAGE = `Usage: npm run soak -- [--minutes 20] [--seed 1] [--load 100] [--readme]
Builds the product where something has changed, and has two instances of it over one database do a bit
of everything at a steady rate. Every five seconds it looks at memory, handles, threads, connections and
latency, and in the end at whether any of them rises. The first two fifths of the time are a warm-up:
below some fifteen minutes, caches that still fill may look like a slope. On a machine that has
other work, --load 25 asks for a quarter of it. --readme puts the tables into the README. It needs Linux.`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    load: { type: 'string', default: '100' },
    readme: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const positive = /^[1-9]\d{0,3}$/;
const sound =
  positive.test(values.minutes) && positive.test(values.load) && /^\d{1,9}$/.test(values.seed);
if (values.help || !sound) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 1);
}

runProject('soak', {
  SOAK_MINUTES: values.minutes,
  SOAK_SEED: values.seed,
  SOAK_LOAD: values.load,
  ...(values.readme && { SOAK_README: '1' }),
});
