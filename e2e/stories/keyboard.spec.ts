import { MatrixPage } from '../pages/matrix-page';
import { authFile } from '../support/demo';
import { setStage } from '../support/story';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('operator') });

test('the matrix is read, edited and saved with the keyboard alone', async ({ page }) => {
  const { account } = await setStage('Key Cutters');
  const matrix = MatrixPage.account(page, account);
  await matrix.open();
  const focused = page.locator(':focus');

  await page.keyboard.press('Tab');
  await expect(focused).toHaveText('Skip to content');
  await page.keyboard.press('Enter');
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await focused.getAttribute('data-cell')) !== null) break;
    await page.keyboard.press('Tab');
  }
  await expect(focused).toHaveAttribute('data-cell', 'payments');

  await page.keyboard.press('ArrowRight');
  await expect(focused).toHaveAttribute('data-cell', 'payments.refund_management');
  await page.keyboard.press('ArrowDown');
  await expect(focused).toHaveAttribute('data-cell', 'payment_details.refund_management');
  await page.keyboard.press('ArrowUp');

  await page.keyboard.press(' ');
  await expect(focused).toHaveAccessibleName(/Refunds: on, was off, override, not saved/);
  await page.keyboard.press(' ');
  await expect(focused).toHaveAccessibleName(/Refunds: off, .*override, not saved/);
  await page.keyboard.press('i');
  await expect(focused).toHaveAccessibleName(/Refunds: off, Base, inherited/);
  await expect(matrix.bar).toBeHidden();

  await page.keyboard.press('?');
  await expect(matrix.why).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(matrix.why).toBeHidden();
  await expect(focused).toHaveAttribute('data-cell', 'payments.refund_management');

  await page.keyboard.press(' ');
  await expect(matrix.bar).toBeVisible();
  const reason = matrix.bar.getByLabel('Reason');
  for (let presses = 0; presses < 40; presses += 1) {
    if (await reason.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Enter');
  await expect(matrix.bar).toBeHidden();
  await expect(focused).toHaveAttribute('data-cell', 'payments.refund_management');
  await expect(matrix.cell('payments.refund_management')).toHaveAccessibleName(
    /Refunds: on, override/,
  );

  await matrix.expectStickyHeading('Payments');
});
