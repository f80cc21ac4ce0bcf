import { parseArgs } from 'node:util';
import { runProject } from '../support/run-project';

const USAGE = `Usage: npm run fuzz -- [--requests 1000000] [--seed 1] [--from 0] [--only NUMBER] [--readme]
Builds the product where something has changed, starts it over a database of its own and sends it
hostile requests: the same ones for the same seed. --from begins with the request of that number, so
that many can be sent in several runs. --only sends one of them again, by the number that a finding
names. --readme puts a run without findings into the README's table.`;

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    only: { type: 'string' },
    readme: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const numbers = [values.requests, values.seed, values.from, values.only ?? '0'];
if (values.help || !numbers.every((number) => /^\d{1,9}$/.test(number))) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 1);
}

runProject('fuzz', {
  FUZZ_REQUESTS: values.requests,
  FUZZ_SEED: values.seed,
  FUZZ_FROM: values.from,
  ...(values.only && { FUZZ_ONLY: values.only }),
  ...(values.readme && { FUZZ_README: '1' }),
});
