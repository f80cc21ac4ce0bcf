import { parseArgs } from 'node:util';
import { runProject } from '../support/run-project';

/** As many mints a minute as leave room for everything else on two processors. */
const MINTS_A_MINUTE = 6_000;

const USAGE = `Usage: npm run chaos -- [--minutes 5] [--seed 1] [--mints N] [--readme]
Builds the product where something has changed, and has two instances of it mint, edit, approve, schedule
and sign in while Stripe, Postgres and the instances themselves go wrong: the same way for the same seed.
Then it compares the books. --mints is how many to ask for in that time, ${MINTS_A_MINUTE} a minute unless said; where
they take longer, it goes on until they are asked for. --readme puts the summary into the README.
The result is kept in .data/chaos.json. Ends with 0 where all books agree.`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    mints: { type: 'string' },
    readme: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const mints = values.mints ?? String(Math.round(Number(values.minutes) * MINTS_A_MINUTE));
const sound =
  /^\d{1,4}(?:\.\d+)?$/.test(values.minutes) &&
  [values.seed, mints].every((one) => /^\d{1,9}$/.test(one));
if (values.help || !sound) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 1);
}

runProject('chaos', {
  CHAOS_MINUTES: values.minutes,
  CHAOS_SEED: values.seed,
  CHAOS_MINTS: mints,
  ...(values.readme && { CHAOS_README: '1' }),
});
