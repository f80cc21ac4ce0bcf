import { expect, type Locator, type Page } from '@playwright/test';

/** Longest wait for a page that never comes alive, because a test keeps its scripts from it. */
const AT_MOST_MS = 5_000;

/** Waits until an element listens: what is pressed before React has taken over is lost. */
export async function alive(element: Locator): Promise<Locator> {
  await expect(element).toBeVisible();
  await expect
    .poll(() => element.evaluate((node) => Object.keys(node).join(' ')))
    .toContain('__reactProps');
  return element;
}

/** Waits until all links and buttons of a page listen. */
export async function allAlive(page: Page): Promise<void> {
  const listen = () =>
    [...document.querySelectorAll('a[href], button')].every((element) =>
      Object.keys(element).some((key) => key.startsWith('__reactProps')),
    );
  // Looking again at every frame would keep the page from its work.
  const often = { polling: 50, timeout: AT_MOST_MS };
  await page.waitForFunction(listen, undefined, often).catch(() => undefined);
}
