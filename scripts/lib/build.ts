import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot, readJson, writePrivateJson } from './files';
import { bundleFront, FRONT_BUNDLE, frontIsThere } from './front-bundle';
import type { Supervisor } from './supervisor';

/** Whether to build: always, never, or where something that goes into it has changed. */
export type BuildMode = 'always' | 'never' | 'if-changed';

const OUTPUT = path.join(projectRoot, '.next');
const STAMP = path.join(OUTPUT, 'switchyard-build.json');

// Of the top level. All the rest counts, so that a new folder is never forgotten.
const NOT_IN_THE_BUILD = new Set([
  ...['node_modules', '.next', '.data', '.git', '.ci', '.github', 'docs', 'e2e', 'scripts'],
  ...['prisma', 'test-results', 'playwright-report', 'biome.json', 'next-env.d.ts'],
  ...['vitest.config.ts', 'playwright.config.ts', 'prisma.config.ts'],
]);

/** What the pages are built with: never the real thing, so that nothing of it can get into them. */
const BUILD_ENV = {
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
  DATABASE_URL: 'postgres://build@127.0.0.1:9/build',
  STRIPE_SECRET_KEY: 'sk_test_build',
  STRIPE_API_BASE: 'http://127.0.0.1:9',
  NEXTAUTH_URL: 'http://localhost:3000',
  NEXTAUTH_SECRET: 'only-for-the-build-only-for-the-build',
  SECRETS_KEY: 'b25seS1mb3ItdGhlLWJ1aWxkLTEyMzQ1Njc4OTBhYmM=',
};

function filesIn(folder: string, leaveOut = new Set<string>()): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (leaveOut.has(entry.name)) return [];
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(file);
    return /\.(md|tsbuildinfo)$|\.test\.tsx?$/.test(entry.name) ? [] : [file];
  });
}

/** One value for all that goes into the build of the project in `root`. */
export function sourceHash(root = projectRoot): string {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  hash.update(JSON.stringify(FRONT_BUNDLE));
  for (const [name, value] of Object.entries(process.env).sort()) {
    if (name.startsWith('NEXT_PUBLIC_')) hash.update(`\0${name}=${value}`);
  }
  for (const file of filesIn(root, NOT_IN_THE_BUILD).sort()) {
    hash.update(`\0${path.relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Whether the last build was made from the sources as they are. */
export function buildIsCurrent(hash = sourceHash()): boolean {
  const stamp = readJson<{ hash: string; buildId: string }>(STAMP);
  const idFile = path.join(OUTPUT, 'BUILD_ID');
  return (
    stamp?.hash === hash &&
    frontIsThere(projectRoot) &&
    existsSync(idFile) &&
    readFileSync(idFile, 'utf8').trim() === stamp.buildId
  );
}

/** Builds for production where that is needed; tells whether it was. */
export async function ensureBuild(
  supervisor: Supervisor,
  mode: BuildMode,
  logFile: string,
): Promise<boolean> {
  if (mode === 'never') {
    if (existsSync(path.join(OUTPUT, 'BUILD_ID')) && frontIsThere(projectRoot)) return false;
    throw new Error('There is no build to serve; leave out --no-build.');
  }
  const hash = sourceHash();
  if (mode === 'if-changed' && buildIsCurrent(hash)) return false;
  await supervisor.run({
    name: 'next build',
    command: process.execPath,
    args: [path.join(projectRoot, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
    cwd: projectRoot,
    env: { ...process.env, ...BUILD_ENV },
    logFile,
  });
  await bundleFront(projectRoot);
  const buildId = readFileSync(path.join(OUTPUT, 'BUILD_ID'), 'utf8').trim();
  writePrivateJson(STAMP, { hash, buildId });
  return true;
}
