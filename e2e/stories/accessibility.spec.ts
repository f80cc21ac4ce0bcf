import { createRequire } from 'node:module';
import { expect, type Page, test } from '@playwright/test';
import { MatrixPage } from '../pages/matrix-page';
import { authFile } from '../support/demo';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const ACCOUNT = '/accounts/acct_1NkDjjJyhOZfPCWt';
const PAGES = [
  '/',
  '/accounts',
  ACCOUNT,
  `${ACCOUNT}/view`,
  '/templates',
  '/templates/retail',
  '/audit',
  '/settings',
];

declare global {
  interface Window {
    axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
  }
}

async function findings(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, storageState: authFile('admin') });

    for (const path of PAGES) {
      test(`axe finds nothing on ${path}`, async ({ page }) => {
        await page.goto(path);
        await expect(page.getByRole('heading').first()).toBeVisible();
        expect(await findings(page)).toEqual([]);
      });
    }

    test('axe finds nothing on an open explanation with a draft', async ({ page }) => {
      const matrix = new MatrixPage(page, ACCOUNT);
      await matrix.open();
      await matrix.set('documents', 'Off');
      await matrix.explain('payments.refund_management');
      expect(await findings(page)).toEqual([]);
    });
  });

  test.describe(`signed out, in ${colorScheme}`, () => {
    test.use({ colorScheme });
    test('axe finds nothing on /sign-in', async ({ page }) => {
      await page.goto('/sign-in');
      expect(await findings(page)).toEqual([]);
    });
  });
}

test.describe('at 390 pixels', () => {
  test.use({ viewport: { width: 390, height: 844 }, storageState: authFile('admin') });
  for (const path of PAGES) {
    test(`${path} does not scroll sideways`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByRole('heading').first()).toBeVisible();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    });
  }
});
