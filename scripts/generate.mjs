// Generates the Prisma client. Runs after every install, so it needs nothing but Node and works offline.
// With --if-changed it does nothing where the schema is the one it was last run on.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const schema = path.join(root, 'prisma', 'schema.prisma');
const stamp = path.join(root, 'lib', 'data', 'generated', '.made-from');

/** Prisma asks for its native schema engine even where it is never called; any program will do. */
function engineEnv() {
  if (process.env.PRISMA_SCHEMA_ENGINE_BINARY) return {};
  const harmless = ['/bin/true', '/usr/bin/true'].find((file) => existsSync(file));
  return harmless ? { PRISMA_SCHEMA_ENGINE_BINARY: harmless } : {};
}

/** The path of Prisma's command line. */
function prismaCli() {
  const manifest = createRequire(import.meta.url).resolve('prisma/package.json');
  return path.join(path.dirname(manifest), 'build', 'index.js');
}

/** One value for all that the client is made from. */
function inputHash() {
  const hash = createHash('sha256').update(readFileSync(schema));
  return hash.update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex');
}

function isCurrent() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === inputHash();
}

const ifChanged = process.argv.includes('--if-changed');
if (existsSync(schema) && !(ifChanged && isCurrent())) {
  const result = spawnSync(process.execPath, [prismaCli(), 'generate', '--no-hints'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      ...engineEnv(),
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
    process.stderr.write('prisma generate failed; the reason stands above.\n');
    process.exit(result.status ?? 1);
  }
  writeFileSync(stamp, inputHash());
}
