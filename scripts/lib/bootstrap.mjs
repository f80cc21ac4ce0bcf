// What every command does first. Plain JavaScript without dependencies: it runs before they are installed.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

const OLDEST_NODE = [20, 19];

/** Ends with a plain sentence where Node is too old. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(
    `Switchyard needs Node ${OLDEST_NODE.join('.')} or later; this is ${process.versions.node}.`,
  );
  process.exit(1);
}

/** The packages a lock file names, by where they are installed. */
function packagesOf(file) {
  return Object.entries(JSON.parse(readFileSync(file, 'utf8')).packages ?? {});
}

/** Whether node_modules holds what package-lock.json asks for. */
export function dependenciesAreInstalled() {
  const installedFile = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = new Map(packagesOf(installedFile));
  return packagesOf(path.join(root, 'package-lock.json')).every(([place, wanted]) => {
    // The project itself stands under the empty name; optional packages are for other machines too.
    if (place === '' || wanted.optional) return true;
    const found = installed.get(place);
    return found?.version === wanted.version && found?.integrity === wanted.integrity;
  });
}

/** Installs the dependencies where they are missing or not the ones of package-lock.json. */
export function ensureDependencies() {
  if (dependenciesAreInstalled()) return;
  console.log('Installing dependencies (npm ci) …');
  const started = Date.now();
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`npm ci failed${error ? `: ${error.message}` : ''}. Nothing was started.`);
    process.exit(1);
  }
  console.log(`Installed in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

/** Imports a TypeScript module of this project into this very process. */
export async function importTypeScript(file) {
  const { register } = await import('tsx/esm/api');
  // The project's own, wherever the command was started.
  register({ tsconfig: path.join(root, 'tsconfig.json') });
  return import(pathToFileURL(path.join(root, file)).href);
}
