import { test as base } from '@playwright/test';
import { allAlive } from './alive';

export { expect } from '@playwright/test';

/** Playwright's test with a page that is alive once one has gone there. */
export const test = base.extend({
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
