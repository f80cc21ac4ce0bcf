import type { Page } from '@playwright/test';
import { MatrixPage } from '../pages/matrix-page';
import { authFile } from '../support/demo';
import { signedIn } from '../support/people';
import { applyEdits, setStage } from '../support/story';
import { expect, test } from '../support/test';

const cell = 'payments.refund_management';
const slider = (page: Page) => page.getByRole('slider', { name: 'Moment in time' });

/** An account whose refunds an operator has turned on, over what its templates say. */
async function turnedOn(name: string, reason: string): Promise<string> {
  const { account } = await setStage(name);
  const operator = await signedIn('operator');
  const edit = { op: 'account.override', account, set: { [cell]: 'on' } };
  await applyEdits(operator, [edit], reason);
  await operator.dispose();
  return account;
}

/** Opens the way into the past, and waits until its keys work. */
async function openHistory(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'History' }).click();
  await expect(slider(page)).toBeVisible();
  await slider(page).focus();
}

test.describe('support', () => {
  test.use({ storageState: authFile('support') });

  test('goes back before a change by keyboard, and sees what was and what differs', async ({
    page,
  }) => {
    const reason = 'Their till can refund';
    const account = await turnedOn('Rear Window Blinds', reason);
    const matrix = MatrixPage.account(page, account);
    await matrix.open();
    await expect(matrix.cell(cell)).toHaveAccessibleName(/Refunds: on/);

    await openHistory(page);
    await page.keyboard.press('ArrowLeft');
    await expect(slider(page)).toHaveAttribute('aria-valuetext', new RegExp(`“${reason}”`));
    await page.keyboard.press('ArrowLeft');
    await expect(slider(page)).toHaveAttribute('aria-valuetext', /“Set the stage”/);
    await expect(slider(page)).toBeFocused();
    await expect(page).toHaveURL(/at=/);
    await expect(page.getByText('You look at the past.')).toBeVisible();
    await expect(matrix.cell(cell)).toHaveAccessibleName(/Refunds: off, now on/);
    await expect(matrix.grid).toHaveAttribute('aria-readonly', 'true');

    await page.getByRole('button', { name: /^Differs from now/ }).click();
    await expect(matrix.cell(cell)).toBeVisible();
    await expect(matrix.cell('account_management')).toHaveCount(0);
    const why = await matrix.explain(cell);
    const decides = why.getByRole('listitem').filter({ hasText: 'decides' });
    await expect(decides).toContainText('Base');
    await expect(decides).toContainText('Off');
    const over = why.getByRole('region', { name: 'History of this cell' });
    const latest = over.getByRole('listitem').first();
    await expect(latest).toContainText('On by an override');
    await expect(latest).toContainText(`“${reason}” by Olu Brandt`);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Back to now' }).click();
    await expect(page).not.toHaveURL(/at=/);
    await expect(matrix.cell(cell)).toHaveAccessibleName(/Refunds: on/);
    await expect(page.getByText('You look at the past.')).toBeHidden();
  });

  test('follows the line to the change, and shows what the merchant saw', async ({ page }) => {
    const reason = 'A refund desk of their own';
    const account = await turnedOn('Sepia Photo Lab', reason);
    const matrix = MatrixPage.account(page, account);
    await matrix.open();
    await openHistory(page);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByText('You look at the past.')).toBeVisible();
    await expect(matrix.cell(cell)).toHaveAccessibleName(/now on/);
    await page.getByRole('link', { name: 'Merchant’s view' }).click();
    await expect(page.getByRole('heading', { name: 'Merchant’s view' })).toBeVisible();
    await expect(page.getByRole('heading', { name: /^As of .* UTC$/ })).toBeVisible();
    await page.getByRole('link', { name: 'Policy' }).click();
    await expect(matrix.cell(cell)).toHaveAccessibleName(/now on/);

    const why = await matrix.explain(cell);
    await why.getByRole('link', { name: `“${reason}”` }).click();
    await expect(page).toHaveURL(/\/changes\//);
    await expect(page.getByText(reason).first()).toBeVisible();
  });

  test('is told what is wrong with a moment', async ({ page }) => {
    const { account } = await setStage('Unsound Clocks');
    const alert = page.getByRole('alert').filter({ hasText: 'That moment cannot be shown' });
    for (const [at, words] of [
      ['yesterday', 'A time looks like'],
      ['2999-01-01T00:00:00Z', 'a time to come'],
      ['2001-01-01T00:00:00Z', 'not in the mirror'],
    ] as const) {
      await page.goto(`/accounts/${account}?at=${at}`);
      await expect(alert).toContainText(words);
      await expect(page.getByRole('grid')).toBeVisible();
    }
    await page.getByLabel('Exact moment, in UTC').fill('2002-02-02T02:02');
    await page.getByRole('button', { name: 'Go there' }).click();
    await expect(page).toHaveURL(/at=2002-02-02T02:02/);
    await expect(alert).toContainText('2002-02-02T02:02');
  });
});

test.describe('an operator', () => {
  test.use({ storageState: authFile('operator') });

  test('is asked before unsaved edits are left for the past', async ({ page }) => {
    const account = await turnedOn('Half Done Hats', 'Refunds for hats');
    const matrix = MatrixPage.account(page, account);
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await matrix.open();
    await matrix.set('documents', 'Off');
    await expect(matrix.bar).toBeVisible();
    await openHistory(page);
    await page.keyboard.press('Home');
    await question.getByRole('button', { name: 'Stay' }).click();
    await expect(matrix.cell('documents')).toHaveAccessibleName(/not saved/);
    await expect(page).not.toHaveURL(/at=/);

    await slider(page).focus();
    await page.keyboard.press('Home');
    await question.getByRole('button', { name: 'Leave without saving' }).click();
    await expect(page).toHaveURL(/at=/);
    await expect(matrix.grid).toHaveAttribute('aria-readonly', 'true');
    await expect(matrix.bar).toBeHidden();
    await matrix.cell('documents').press(' ');
    await page.getByRole('button', { name: 'Back to now' }).click();
    await expect(matrix.grid).toHaveAttribute('aria-readonly', 'false');
    await expect(matrix.cell('documents')).not.toHaveAccessibleName(/not saved/);
  });
});
