import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The rules whose answer depends on colours; all others say the same in either theme. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** What WCAG 2.2 AA asks for and axe leaves out unless told: targets of 24 pixels, or apart by as much. */
const OFF_BY_DEFAULT = ['target-size'];

interface Axe {
  run: (
    context: object,
    options: {
      runOnly?: string[];
      rules?: Record<string, { enabled: boolean }>;
      resultTypes: string[];
    },
  ) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** What axe finds by the rules about colours, or by all others. */
async function violations(page: Page, about: 'colours' | 'all else'): Promise<string[]> {
  const found = await page.evaluate(
    async ({ colours, offByDefault, about }) => {
      // A page that shows itself anew is without a title for a moment.
      while (document.title === '') await new Promise(requestAnimationFrame);
      const { axe } = window as unknown as { axe: Axe };
      // Nobody reads the others, and making them takes a fifth of the time.
      const resultTypes = ['violations'];
      if (about === 'all else') {
        const rules = Object.fromEntries([
          ...colours.map((rule) => [rule, { enabled: false }]),
          ...offByDefault.map((rule) => [rule, { enabled: true }]),
        ]);
        return axe.run(document, { rules, resultTypes });
      }
      // Of what lies under a window's veil axe says nothing, however long it looks.
      const veiled = document.querySelector('main')?.closest('[aria-hidden=true], [inert]');
      const windows = document.querySelectorAll('[role=dialog], [role=alertdialog]');
      const context = veiled && windows.length > 0 ? { include: [...windows] } : document;
      return axe.run(context, { runOnly: colours, resultTypes });
    },
    { colours: COLOURS, offByDefault: OFF_BY_DEFAULT, about },
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Shows the page in a theme, as the system asks for it, and waits until its colours are there. */
async function inTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('html')).toHaveCSS('color-scheme', colorScheme);
  await page.evaluate(() => {
    // A skeleton's pulse never ends. The others are not waited for: those of an element that the page
    // replaces in the meantime never end either.
    for (const animation of document.getAnimations()) {
      const { iterations } = animation.effect?.getComputedTiming() ?? {};
      if (iterations !== Number.POSITIVE_INFINITY) animation.finish();
    }
  });
}

/** Expects axe to find nothing on the page as it is, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  // As the browser's own tools run it: a page's policy lets no other script in.
  await page.evaluate(await readFile(AXE, 'utf8'));
  await inTheme(page, 'light');
  expect(await violations(page, 'all else'), 'in either theme').toEqual([]);
  expect(await violations(page, 'colours'), 'in light').toEqual([]);
  await inTheme(page, 'dark');
  expect(await violations(page, 'colours'), 'in dark').toEqual([]);
  await inTheme(page, 'light');
}
