// npm run up: from a fresh checkout to a running Switchyard.

import { ensureDependencies, importTypeScript, requireNode } from './lib/bootstrap.mjs';
import { readOptions, USAGE } from './up/args.mjs';
import { takeDataDir } from './up/lock.mjs';
import { assertPortIsFree } from './up/port.mjs';

requireNode();

async function start() {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.help) return console.log(USAGE);
  process.on('exit', takeDataDir(options.dataDir, `http://localhost:${options.port}`));
  await assertPortIsFree(options.port, options.host);
  ensureDependencies();
  const { up } = await importTypeScript('scripts/up/main.ts');
  await up(options);
}

start().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
