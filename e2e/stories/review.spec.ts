import type { Page } from '@playwright/test';
import { ChangePage } from '../pages/change-page';
import { MatrixPage } from '../pages/matrix-page';
import { expectAccessible } from '../support/axe';
import { authFile } from '../support/demo';
import { applyEdits, setStage } from '../support/story';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('operator') });

const REFUNDS = 'payments.refund_management';

/** Opens the review of what is drafted and waits until the trial is done. */
async function review(page: Page, matrix: MatrixPage) {
  await matrix.bar.getByRole('button', { name: 'Review…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Review before it applies' });
  await expect(dialog.getByRole('region', { name: 'Impact' })).toBeVisible();
  return dialog;
}

const banner = (page: Page) => page.getByRole('region', { name: /touch(es)? this account/ });

test('an operator reviews two edits, keeps them as a draft and applies them later', async ({
  page,
}) => {
  const { api, account } = await setStage('Quince Quarter');
  const matrix = MatrixPage.account(page, account);
  const overrides = async () =>
    (await (await api.get(`/api/accounts/${account}`)).json()).overrides;
  await matrix.open();
  await expect(banner(page)).toHaveCount(0);
  await matrix.set(REFUNDS, 'On');
  await matrix.set('documents', 'On');
  await matrix.bar.getByLabel('Reason').fill('Refunds and documents');

  const dialog = await review(page, matrix);
  await expect(dialog.getByLabel('Reason')).toHaveValue('Refunds and documents');
  await expect(dialog.getByLabel('Reason')).toBeFocused();
  const changes = dialog.getByRole('region', { name: 'What changes' });
  await expect(changes).toContainText('Payments, Refunds');
  await expect(changes).toContainText('Documents');
  await expect(dialog.getByRole('row', { name: /^Payments, Refunds 1 0/ })).toBeVisible();
  const touched = dialog.getByRole('list', { name: 'Accounts that it touches' });
  await expect(touched.getByRole('link', { name: 'Quince Quarter' })).toHaveAttribute(
    'href',
    `/accounts/${account}`,
  );
  await expect(touched).toContainText('Payments: Refunds');
  await expect(dialog).toContainText('It needs no approval.');

  await dialog.getByRole('button', { name: 'Keep as draft' }).click();
  await expect(dialog).toBeHidden();
  await expect(matrix.bar).toBeHidden();
  expect(await overrides()).toEqual([]);

  await expect(banner(page)).toContainText('A change that waits touches this account');
  await expect(banner(page)).toContainText('Draft');
  await banner(page).getByRole('link', { name: 'Refunds and documents' }).click();
  const change = new ChangePage(page);
  await expect(change.section('Accounts')).toContainText('Quince Quarter');
  await expect(change.section('Conflicts')).toHaveCount(0);
  await change.do('Apply', 'In force since');
  expect(await overrides()).toHaveLength(2);
  await matrix.open();
  await expect(banner(page)).toHaveCount(0);
  await api.dispose();
});

test('with the keyboard alone: edited, reviewed, applied and taken back', async ({ page }) => {
  const { api, account } = await setStage('Rowan Row');
  const matrix = MatrixPage.account(page, account);
  await matrix.open();
  await matrix.cell(REFUNDS).focus();
  await page.keyboard.press(' ');
  const button = matrix.bar.getByRole('button', { name: 'Review…' });
  await expect(button).toBeVisible();
  for (let presses = 0; presses < 40; presses += 1) {
    if (await button.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Review before it applies' });
  await expect(dialog.getByLabel('Reason')).toBeFocused();
  await page.keyboard.type('By keyboard');
  await expect(dialog.getByRole('button', { name: 'Apply now' })).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(matrix.cell(REFUNDS)).toHaveAccessibleName(/Refunds: on, override/);
  await expect(page.locator(':focus')).toHaveAttribute('data-cell', REFUNDS);

  await matrix.undo.focus();
  await page.keyboard.press('Enter');
  await expect(matrix.cell(REFUNDS)).toHaveAccessibleName(/Refunds: off, Base, inherited/);
  await api.dispose();
});

test('what was changed meanwhile shows both sides, and nothing entered is lost', async ({
  page,
}) => {
  const { api, account } = await setStage('Sorrel Street');
  const matrix = MatrixPage.account(page, account);
  await matrix.open();
  await matrix.set(REFUNDS, 'On');
  const dialog = await review(page, matrix);
  await dialog.getByLabel('Reason').fill('They asked for it');
  await applyEdits(api, [{ op: 'account.override', account, set: { [REFUNDS]: 'off' } }]);

  await dialog.getByRole('button', { name: 'Apply now' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Somebody changed this meanwhile');
  await expect(dialog.getByRole('row', { name: 'Payments, Refunds On Off' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Review against what is current' }).click();
  await expect(dialog.getByRole('region', { name: 'What changes' })).toContainText('Off');
  await expect(dialog.getByLabel('Reason')).toHaveValue('They asked for it');
  await dialog.getByRole('button', { name: 'Apply now' }).click();
  await expect(matrix.cell(REFUNDS)).toHaveAccessibleName(/Refunds: on, override/);
  await api.dispose();
});

test('a change is scheduled, and its page tells what stands against it', async ({ page }) => {
  const { api, account } = await setStage('Tansy Terrace');
  const matrix = MatrixPage.account(page, account);
  await matrix.open();
  await matrix.set(REFUNDS, 'On');
  const dialog = await review(page, matrix);
  await dialog.getByLabel('Reason').fill('From next year on');
  const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 16);
  await dialog.getByLabel('Apply at').fill(inAMonth);
  await dialog.getByRole('button', { name: 'Schedule' }).click();
  await expect(dialog).toBeHidden();
  await expect(banner(page)).toContainText('Scheduled');
  await expect(banner(page)).toContainText('due');

  await applyEdits(api, [{ op: 'account.override', account, set: { [REFUNDS]: 'off' } }]);
  const edits = [{ op: 'account.override', account, set: { [REFUNDS]: 'inherit' } }];
  const rival = await api.post('/api/changes', {
    data: { reason: 'Or by the template', edits, draft: true },
  });
  expect(rival.status(), await rival.text()).toBe(202);

  await banner(page).getByRole('link', { name: 'From next year on' }).click();
  const change = new ChangePage(page);
  const conflicts = change.section('Conflicts');
  await expect(conflicts.getByRole('row', { name: /Refunds Inherit Off On$/ })).toBeVisible();
  await expect(conflicts.getByRole('link', { name: 'Or by the template' })).toBeVisible();
  await expectAccessible(page);
  await change.ask('Withdraw');
  await change.answer('Withdraw');
  await expect(change.standing).toContainText('Withdrawn');
  await page.goto('/changes?show=done&q=From+next+year');
  await expect(page.getByRole('row', { name: /From next year on/ }).first()).toContainText(
    'Withdrawn',
  );
  await api.dispose();
});
