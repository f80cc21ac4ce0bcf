import { existsSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from '../../e2e/support/browser';
import { projectRoot } from '../lib/files';
import type { Run } from './run';

/** Playwright's command, for Node to run. */
export const PLAYWRIGHT = path.join(projectRoot, 'node_modules', '@playwright', 'test', 'cli.js');
const DEBIAN = '/etc/debian_version';

/**
 * Makes sure there is a browser: the one that is there, else Playwright's, else for root on Debian
 * the system's package. Throws, with what to do, where none can be had.
 */
export async function ensureBrowser(run: Run): Promise<string> {
  const isRoot = process.getuid?.() === 0;
  const found = findBrowser();
  if (found) return found === 'own' ? "Playwright's own" : found;

  console.log('There is no browser yet; Playwright downloads its own …');
  await run('playwright install', process.execPath, [PLAYWRIGHT, 'install', 'chromium'], {
    timeoutMs: 5 * 60_000,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' },
  });
  if (findBrowser() === 'own') {
    if (isRoot && existsSync(DEBIAN)) {
      await run('playwright install-deps', process.execPath, [
        ...[PLAYWRIGHT, 'install-deps', 'chromium'],
      ]);
    }
    return "Playwright's own";
  }

  if (isRoot && existsSync(DEBIAN)) {
    console.log('That did not work; installing the chromium-headless-shell package …');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get update', 'apt-get', ['update', '-q'], { env });
    await run(
      'apt-get install',
      'apt-get',
      [
        'install',
        '-y',
        '-q',
        '--no-install-recommends',
        'chromium-headless-shell',
        'fonts-liberation',
      ],
      { env, timeoutMs: 10 * 60_000 },
    );
    const installed = findBrowser();
    if (installed) return installed;
  }
  throw new Error(
    'There is no browser to test with. Run: npx playwright install --with-deps chromium, or install ' +
      'Chromium or Chrome where the system keeps it (/usr/bin/chromium).',
  );
}
