import { keepConsole } from '../console';
import { spawnConsole } from '../spawn';

// A front for tests, which does nothing but keep a console. It is meant to be killed.

const [script = '', socketPath = ''] = process.argv.slice(2);
const args = [script, socketPath];
keepConsole({
  args,
  first: spawnConsole(args),
  socketPath,
  figures: { beside: async () => [], keep: async () => undefined },
  log: { error: () => undefined },
  onHopeless: () => process.exit(1),
});
