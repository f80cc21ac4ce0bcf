// Adds to package-lock.json the optional packages for other platforms that the registry at hand did
// not have when it was written; without them npm ci refuses it. To be run after an npm install from
// such a registry. What it adds has no checksum.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './lib/bootstrap.mjs';

const SYSTEMS = new Set([
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'sunos',
  'win32',
]);
const PROCESSORS = new Set([
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
]);

/** The entry of a package that is for one platform only, as its name tells; undefined for any other. */
function platformEntry(name, version, dev) {
  const words = name.split(/[-/]/);
  const os = words.filter((word) => SYSTEMS.has(word));
  const cpu = words.filter((word) => PROCESSORS.has(word));
  if (os.length === 0 && cpu.length === 0) return undefined;
  return {
    version: version.replace(/^[\^~]/, ''),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(dev ? { dev: true } : {}),
    ...(words.includes('musl') ? { libc: ['musl'] } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
}

const file = path.join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = [];
for (const [place, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const known = [`node_modules/${name}`, `${place}/node_modules/${name}`];
    if (known.some((wanted) => wanted in lock.packages)) continue;
    const entry = platformEntry(name, version, dev);
    if (!entry) continue;
    lock.packages[`node_modules/${name}`] = entry;
    added.push(name);
  }
}
if (added.length > 0) {
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(added.length > 0 ? `Added ${added.join(', ')}` : 'Nothing is missing.');
