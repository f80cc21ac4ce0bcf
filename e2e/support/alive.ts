import { expect, type Locator } from '@playwright/test';

/** Waits until an element listens: what is pressed before React has taken over is lost. */
export async function alive(element: Locator): Promise<Locator> {
  await expect(element).toBeVisible();
  await expect
    .poll(() => element.evaluate((node) => Object.keys(node).join(' ')))
    .toContain('__reactProps');
  return element;
}
