import { test as base } from '@playwright/test';
import { allAlive } from './alive';
import { type KeptContexts, lend, takeBack } from './kept-contexts';

export { expect } from '@playwright/test';

/**
 * Playwright's test with a page that is alive once one has gone there, in a context that the worker
 * keeps.
 */
export const test = base.extend<object, { kept: KeptContexts }>({
  kept: [
    async ({ browser }, use) => {
      const kept: KeptContexts = new Map();
      await use(kept);
      if (browser.isConnected()) for (const { context } of kept.values()) await context.close();
    },
    { scope: 'worker' },
  ],
  // Playwright reads off the braces what there is to know; a new context has all of it by itself.
  context: async (
    {
      browser,
      kept,
      baseURL,
      bypassCSP,
      colorScheme,
      contrast,
      deviceScaleFactor,
      extraHTTPHeaders,
      forcedColors,
      hasTouch,
      isMobile,
      javaScriptEnabled,
      locale,
      offline,
      permissions,
      reducedMotion,
      screen,
      storageState,
      timezoneId,
      userAgent,
      viewport,
    },
    use,
    info,
  ) => {
    const options = JSON.stringify([
      ...[baseURL, bypassCSP, colorScheme, contrast, deviceScaleFactor, extraHTTPHeaders],
      ...[forcedColors, hasTouch, isMobile, javaScriptEnabled, locale, offline, permissions],
      ...[reducedMotion, screen, storageState, timezoneId, userAgent, viewport],
    ]);
    await use(await lend(kept, options, () => browser.newContext(), storageState));
    await takeBack(kept, options, info);
  },
  page: async ({ page }, use) => {
    const goto = page.goto.bind(page);
    const reload = page.reload.bind(page);
    page.goto = async (...args) => {
      const response = await goto(...args);
      await allAlive(page);
      return response;
    };
    page.reload = async (...args) => {
      const response = await reload(...args);
      await allAlive(page);
      return response;
    };
    await use(page);
  },
});
