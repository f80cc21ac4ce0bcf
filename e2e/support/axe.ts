import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The rules whose answer depends on colours; all others say the same in either theme. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

interface Axe {
  run: (options?: { runOnly: string[] }) => Promise<{
    violations: { id: string; nodes: { html: string }[] }[];
  }>;
}

async function violations(page: Page, rules?: string[]): Promise<string[]> {
  const found = await page.evaluate(
    (runOnly) => (window as unknown as { axe: Axe }).axe.run(runOnly && { runOnly }),
    rules,
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Shows the page in a theme, as the system asks for it, and waits until its colours are there. */
async function inTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('html')).toHaveCSS('color-scheme', colorScheme);
  await page.evaluate(() => {
    // A skeleton's pulse never ends.
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    return Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** Expects axe to find nothing on the page as it is, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.addScriptTag({ path: AXE });
  await inTheme(page, 'light');
  expect(await violations(page), 'in light').toEqual([]);
  await inTheme(page, 'dark');
  expect(await violations(page, COLOURS), 'in dark').toEqual([]);
  await inTheme(page, 'light');
}
