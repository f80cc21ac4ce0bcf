import './environment';
import { fileURLToPath } from 'node:url';
import { guardOutput } from '@/lib/guard-output';
import { makeSocketPath } from './socket';
import { spawnConsole } from './spawn';

// The front: owns the port, serves the lane itself, and hands everything else to the console, which
// it starts and keeps running. The console takes longest, so nothing is loaded before it is started.

process.title = 'switchyard front';
guardOutput();

/**
 * The console's young generation has room for what a page leaves behind, and no more: with a quarter of
 * it, one look at the audit in twenty took twice as long. The heap grows by less than V8 would have it
 * between two collections, which saves memory.
 */
const CONSOLE_OPTIONS = ['--max-semi-space-size=16', '--heap-growing-percent=30'];

const socketPath = makeSocketPath();
const script = fileURLToPath(new URL('console.mjs', import.meta.url));
const args = [...CONSOLE_OPTIONS, script, socketPath];
const first = spawnConsole(args);

import('./serve')
  .then(({ serve }) => serve({ args, first, socketPath }))
  .catch((error) => {
    // There is no log without a configuration.
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  });
