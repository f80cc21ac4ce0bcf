import type { Page } from '@playwright/test';
import { MatrixPage } from '../pages/matrix-page';
import { SettingsPage } from '../pages/settings-page';
import { expectAccessible } from '../support/axe';
import { authFile } from '../support/demo';
import { complaintsOf } from '../support/page-policy';
import { ACCOUNT, PAGES } from '../support/pages';
import { signedIn } from '../support/people';
import { expect, test } from '../support/test';

/** The widest and the narrowest screen, the latter last: a phone. */
const SCREENS = [
  { width: 2560, height: 1440 },
  { width: 390, height: 844 },
];

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  for (const screen of SCREENS) {
    await page.setViewportSize(screen);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `at ${screen.width} pixels`).toBe(0);
  }
}

test.describe('signed in', () => {
  test.use({ storageState: authFile('admin') });

  for (const path of PAGES) {
    test(`axe finds nothing on ${path} in either theme, it fits any screen, and nothing breaks its policy`, async ({
      page,
    }) => {
      const complaints = await complaintsOf(page);
      await page.goto(path);
      await expect(page.getByRole('heading').first()).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      expect(complaints).toEqual([]);
    });
  }

  for (const name of ['Invite', 'New token', 'Change password', 'Sign out everywhere']) {
    test(`axe finds nothing on the window of ${name}`, async ({ page }) => {
      const settings = new SettingsPage(page);
      await settings.open();
      await settings.press(name);
      await expectAccessible(page);
    });
  }

  test('axe finds nothing on an open explanation with a draft', async ({ page }) => {
    const matrix = new MatrixPage(page, ACCOUNT);
    await matrix.open();
    await matrix.set('documents', 'Off');
    await matrix.explain('payments.refund_management');
    await expectAccessible(page);
  });

  test('axe finds nothing on a review and on the way into the past', async ({ page }) => {
    const matrix = new MatrixPage(page, ACCOUNT);
    await matrix.open();
    await page.getByRole('button', { name: 'History' }).click();
    await expect(page.getByRole('slider')).toBeVisible();
    await expectAccessible(page);
    await matrix.set('documents', 'Off');
    await matrix.bar.getByRole('button', { name: 'Review…' }).click();
    const review = page.getByRole('dialog', { name: 'Review before it applies' });
    await expect(review.getByRole('region', { name: 'Impact' })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
});

test.describe('signed out', () => {
  test('axe finds nothing on /sign-in', async ({ page }) => {
    await page.goto('/sign-in');
    await expectAccessible(page);
  });

  test('axe finds nothing on an invitation, open or not', async ({ page }) => {
    const admin = await signedIn('admin');
    const email = `axe-${Date.now()}@switchyard.example`;
    const data = { email, name: 'Ines Marrow', role: 'auditor' };
    const { id, link } = await (await admin.post('/api/invitations', { data })).json();
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible();
    await expectAccessible(page);
    await admin.delete(`/api/invitations/${id}`);
    await page.reload();
    await expect(page.getByText('was revoked')).toBeVisible();
    await expectAccessible(page);
    await admin.dispose();
  });
});
