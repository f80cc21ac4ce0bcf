import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions } from 'esbuild';

const FRONT = path.join('.next', 'front');

/** What makes the two scripts that an instance runs, of the sources in `lib/front`. */
export const FRONT_BUNDLE = {
  entryPoints: { main: 'lib/front/main.ts', console: 'lib/front/console-server.ts' },
  outdir: FRONT,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  chunkNames: '[name]-[hash]',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Packages are loaded from node_modules, as the console loads them.
  packages: 'external',
  // Importing it is an error outside of a bundle; in one it is this empty file.
  alias: { 'server-only': './node_modules/server-only/empty.js' },
  define: { 'process.env.NODE_ENV': '"production"' },
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
} satisfies BuildOptions;

/** Bundles the front of the project in `root`. */
export async function bundleFront(root: string): Promise<void> {
  const { build } = await import('esbuild');
  rmSync(path.join(root, FRONT), { recursive: true, force: true });
  await build({ ...FRONT_BUNDLE, absWorkingDir: root });
}

/**
 * What glibc's allocator is to be told, in both processes: Node's threads share two arenas rather than
 * have eight for each processor, so that what one has given back the others can use. That holds a
 * fifth less memory; other systems do not read it.
 */
export const FRONT_ENV = { MALLOC_ARENA_MAX: '2' };

/**
 * What Node is to be told to run it; `npm start` says the same. With room for what fifty mints at once
 * leave behind, an eighth more of them are made than with a quarter of that room. A heap that grows by
 * less between two collections saves memory.
 */
export function frontArgs(root: string): string[] {
  return [
    '--max-semi-space-size=32',
    '--heap-growing-percent=30',
    path.join(root, FRONT, 'main.mjs'),
  ];
}

/** Whether the front was bundled. */
export function frontIsThere(root: string): boolean {
  return ['main.mjs', 'console.mjs'].every((name) => existsSync(path.join(root, FRONT, name)));
}
