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
      preload: { assets: string[] };
    },
  ) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** What axe finds by all rules, or by those about colours alone. */
async function violations(page: Page, by: 'all' | 'colours'): Promise<string[]> {
  const found = await page.evaluate(
    async ({ colours, offByDefault, by }) => {
      // A page that shows itself anew is without a title for a moment.
      while (document.title === '') await new Promise(requestAnimationFrame);
      const { axe } = window as unknown as { axe: Axe };
      const found = async (context: object, which: Partial<Parameters<Axe['run']>[1]>) => {
        // Nobody reads the others, and making them takes a fifth of the time. And only a rule that is
        // off reads style sheets, each of which axe would fetch and parse.
        const options = { resultTypes: ['violations'], preload: { assets: ['media'] } };
        return (await axe.run(context, { ...which, ...options })).violations;
      };
      // Of what lies under a window's veil axe says nothing about colours, however long it looks.
      const veiled = document.querySelector('main')?.closest('[aria-hidden=true], [inert]');
      const windows = [...document.querySelectorAll('[role=dialog], [role=alertdialog]')];
      const inFront = veiled && windows.length > 0 ? { include: windows } : document;
      if (by === 'colours') return found(inFront, { runOnly: colours });
      const on = Object.fromEntries(offByDefault.map((rule) => [rule, { enabled: true }]));
      // Both at once take little longer than either of them.
      if (inFront === document) return found(document, { rules: on });
      const off = Object.fromEntries(colours.map((rule) => [rule, { enabled: false }]));
      return [
        ...(await found(document, { rules: { ...on, ...off } })),
        ...(await found(inFront, { runOnly: colours })),
      ];
    },
    { colours: COLOURS, offByDefault: OFF_BY_DEFAULT, by },
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
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
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.evaluate(await readFile(AXE, 'utf8'));
  }
  await inTheme(page, 'dark');
  expect(await violations(page, 'colours'), 'in dark').toEqual([]);
  await inTheme(page, 'light');
  expect(await violations(page, 'all'), 'in light, or in either theme').toEqual([]);
}
