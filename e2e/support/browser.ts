import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** The shell without a window first: it takes little more than half of the processor's time. */
const SYSTEM_BROWSERS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The browser to test with: `own` is Playwright's, a path the system's; undefined where there is
 * neither.
 */
export function findBrowser(): 'own' | string | undefined {
  if (existsSync(chromium.executablePath())) return 'own';
  return SYSTEM_BROWSERS.find((file) => existsSync(file));
}

/** Pages of one site share a process, with scripts that it has compiled: kept-contexts.ts relies on it. */
const ONE_PROCESS = '--renderer-process-limit=1';

/** How to launch it. Chromium's sandbox does not work for root. */
export function launchOptions(): { executablePath?: string; args: string[] } {
  const found = findBrowser();
  return {
    ...(found && found !== 'own' ? { executablePath: found } : {}),
    args: process.getuid?.() === 0 ? [ONE_PROCESS, '--no-sandbox'] : [ONE_PROCESS],
  };
}
