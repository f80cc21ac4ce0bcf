import type { Page } from '@playwright/test';
import { MatrixPage } from '../pages/matrix-page';
import { expectAccessible } from '../support/axe';
import { authFile } from '../support/demo';
import { setStage } from '../support/story';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('operator') });

const cell = 'payments.refund_management';
const question = (page: Page) => page.getByRole('dialog', { name: 'Leave without saving?' });

/** An account's page with an unsaved edit, reached from the list so that Back leads there. */
async function drafted(page: Page, name: string): Promise<MatrixPage> {
  const { account } = await setStage(name);
  const matrix = MatrixPage.account(page, account);
  await page.goto(`/accounts?q=${encodeURIComponent(name)}`);
  await page.getByRole('link', { name }).first().click();
  await matrix.ready();
  await matrix.set(cell, 'On');
  await expect(matrix.bar).toBeVisible();
  return matrix;
}

test('Back asks: one may stay with the edits, or leave without them', async ({ page }) => {
  const matrix = await drafted(page, 'Back Door Books');
  await page.evaluate(() => history.back());
  await question(page).getByRole('button', { name: 'Stay' }).click();
  await expect(question(page)).toBeHidden();
  await expect(matrix.cell(cell)).toHaveAccessibleName(/not saved/);
  await expect(page).toHaveURL(/\/accounts\/acct_/);

  await page.evaluate(() => history.back());
  await question(page).getByRole('button', { name: 'Leave without saving' }).click();
  await expect(page).toHaveURL(/\/accounts\?q=/);
  await expect(matrix.grid).toBeHidden();
});

test('a link asks, and so does a script that goes elsewhere', async ({ page }) => {
  const matrix = await drafted(page, 'Side Exit Shoes');
  await page.getByRole('link', { name: 'Templates' }).click();
  await expect(question(page)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(question(page)).toBeHidden();
  await expect(matrix.bar).toBeVisible();

  const stopped = await page.evaluate(() => {
    const detail = { go: () => document.body.setAttribute('data-gone', '') };
    const event = new CustomEvent('switchyard:leave', { cancelable: true, detail });
    return !window.dispatchEvent(event);
  });
  expect(stopped).toBe(true);
  await question(page).getByRole('button', { name: 'Leave without saving' }).click();
  await expect(page.locator('body[data-gone]')).toHaveCount(1);
});

test('nothing asks once the edits are saved or discarded', async ({ page }) => {
  const matrix = await drafted(page, 'Open Gate Gardens');
  await matrix.save('Refunds for them');
  await page.goBack();
  await expect(page).toHaveURL(/\/accounts\?q=/);
});

test('the open cell and the filter stay in the address', async ({ page }) => {
  const matrix = await drafted(page, 'Address Book Bindery');
  await page.getByRole('button', { name: /^Not saved/ }).click();
  await matrix.explain(cell);
  await expect(page).toHaveURL(/show=unsaved/);
  await expect(page).toHaveURL(new RegExp(`cell=${cell}`));
  await page.evaluate(() => history.back());
  await question(page).getByRole('button', { name: 'Stay' }).click();
  await expect(page).toHaveURL(/show=unsaved/);
  await matrix.explain(cell);
  await expect(page).toHaveURL(new RegExp(`show=unsaved.*cell=${cell}`));
});
