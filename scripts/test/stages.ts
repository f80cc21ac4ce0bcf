import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ensureBuild } from '../lib/build';
import { makeDataDir, projectRoot } from '../lib/files';
import { createSupervisor } from '../lib/supervisor';
import { ensureBrowser } from './browser';
import { tallyPlaywright, tallyVitest } from './reports';
import type { Run } from './run';
import { FAILED, PASSED, type Tally } from './tally';

const MINUTE = 60_000;
const REPORTS = path.join(projectRoot, '.data', 'test');
const resolve = createRequire(import.meta.url).resolve;

/** The script behind a package's command. */
function bin(packageName: string, file: string): string {
  return path.join(path.dirname(resolve(`${packageName}/package.json`)), file);
}

/** What the stages of one run know of each other. */
export interface Context {
  run: Run;
  /** Why what needs the production build, or a browser, cannot be run. */
  obstacle?: string;
}

/** A part of the tests. Undefined instead of a tally means there was nothing to count. */
export type Stage = (context: Context) => Promise<Tally | undefined>;

const node = (context: Context, name: string, args: string[], timeoutMs = 5 * MINUTE) =>
  context.run(name, process.execPath, args, { timeoutMs });

function freshReport(name: string): string {
  makeDataDir(REPORTS);
  const file = path.join(REPORTS, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

const client: Stage = async (context) => {
  const { code } = await node(context, 'generate', ['scripts/generate.mjs', '--if-changed']);
  return code === 0 ? undefined : FAILED;
};

const types: Stage = async (context) => {
  const typegen = await node(context, 'next typegen', [bin('next', 'dist/bin/next'), 'typegen']);
  const { code } = await node(context, 'tsc', [
    bin('typescript', 'bin/tsc'),
    '--noEmit',
    '--incremental',
    'false',
  ]);
  return typegen.code === 0 && code === 0 ? PASSED : FAILED;
};

const lint: Stage = async (context) => {
  const { code } = await node(context, 'biome', [bin('@biomejs/biome', 'bin/biome'), 'check', '.']);
  return code === 0 ? PASSED : FAILED;
};

/** Vitest's projects whose names are this, or this and a dash and more. */
const vitest =
  (name: 'unit' | 'db', timeoutMs: number): Stage =>
  async (context) => {
    const report = freshReport(name);
    const { code } = await node(
      context,
      `vitest (${name})`,
      [
        ...[bin('vitest', 'vitest.mjs'), 'run', '--allowOnly=false'],
        ...['--project', name, '--project', `${name}-*`],
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ],
      timeoutMs,
    );
    return tallyVitest(report, code);
  };

const build: Stage = async (context) => {
  const supervisor = createSupervisor();
  try {
    const built = await ensureBuild(supervisor, 'if-changed', path.join(REPORTS, 'build.log'));
    console.log(built ? 'Built.' : 'Nothing has changed since the last build.');
    return undefined;
  } catch (error) {
    console.error((error as Error).message);
    context.obstacle = 'there is no build of this version';
    return FAILED;
  }
};

const browserTests: Stage = async (context) => {
  const report = freshReport('browser');
  try {
    if (context.obstacle) throw new Error(`Not run: ${context.obstacle}.`);
    console.log(`Browser: ${await ensureBrowser(context.run)}`);
  } catch (error) {
    console.error((error as Error).message);
    return FAILED;
  }
  const { code } = await node(
    context,
    'playwright',
    [bin('@playwright/test', 'cli.js'), 'test', '--forbid-only'],
    30 * MINUTE,
  );
  return tallyPlaywright(report, code);
};

/** The quick part, in under a minute. */
export const QUICK: [string, Stage][] = [
  ['client', client],
  ['types', types],
  ['lint', lint],
  ['unit', vitest('unit', 10 * MINUTE)],
];

/** Everything. */
export const ALL: [string, Stage][] = [
  ...QUICK,
  ['db', vitest('db', 15 * MINUTE)],
  ['build', build],
  ['browser', browserTests],
];
