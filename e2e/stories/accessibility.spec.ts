import { createRequire } from 'node:module';
import { expect, type Page, test } from '@playwright/test';
import { MatrixPage } from '../pages/matrix-page';
import { SettingsPage } from '../pages/settings-page';
import { authFile } from '../support/demo';
import { ACCOUNT, PAGES } from '../support/pages';
import { signedIn } from '../support/people';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

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

    for (const name of ['Invite', 'New token', 'Change password', 'Sign out everywhere']) {
      test(`axe finds nothing on the window of ${name}`, async ({ page }) => {
        const settings = new SettingsPage(page);
        await settings.open();
        await settings.press(name);
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

    test('axe finds nothing on an invitation, open or not', async ({ page }) => {
      const admin = await signedIn('admin');
      const email = `axe-${colorScheme}-${Date.now()}@switchyard.example`;
      const data = { email, name: 'Ines Marrow', role: 'auditor' };
      const { id, link } = await (await admin.post('/api/invitations', { data })).json();
      await page.goto(link);
      await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible();
      expect(await findings(page)).toEqual([]);
      await admin.delete(`/api/invitations/${id}`);
      await page.reload();
      await expect(page.getByText('was revoked')).toBeVisible();
      expect(await findings(page)).toEqual([]);
      await admin.dispose();
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
