// What `npm run up` is asked for, by its flags and the environment.

import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../lib/bootstrap.mjs';

export const USAGE = `Usage: npm run up [-- flags]
  --port N     the port to serve on (or PORT; 3000)
  --host H     the address to listen on (or HOST; 127.0.0.1, this machine only)
  --build      build even if nothing has changed
  --no-build   serve the last build as it is
  --fresh      throw the data away first
  --quiet      only say what is needed
The data lie in .data, or in SWITCHYARD_DATA_DIR.`;

const FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  build: { type: 'boolean' },
  'no-build': { type: 'boolean' },
  fresh: { type: 'boolean' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean' },
};

function portOf(text, source) {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new Error(`${source} is "${text}"; a port is a number from 1 to 65535.`);
}

/** The options of a start. Throws an error worded for the user where they make no sense. */
export function readOptions(args, env) {
  let values;
  try {
    ({ values } = parseArgs({ args, options: FLAGS }));
  } catch (error) {
    throw new Error(`${error.message}\n${USAGE}`);
  }
  if (values.build && values['no-build']) throw new Error('Either --build or --no-build.');
  const given = values.port ?? (env.PORT || undefined);
  return {
    help: values.help ?? false,
    port: given === undefined ? 3000 : portOf(given, values.port === undefined ? 'PORT' : '--port'),
    host: values.host ?? (env.HOST || '127.0.0.1'),
    dataDir: path.resolve(root, env.SWITCHYARD_DATA_DIR || '.data'),
    build: values.build ? 'always' : values['no-build'] ? 'never' : 'if-changed',
    fresh: values.fresh ?? false,
    quiet: values.quiet ?? false,
  };
}
