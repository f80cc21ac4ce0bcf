import { authFile } from '../support/demo';
import { sessionRequests } from '../support/emulator';
import { applyEdits, setStage } from '../support/story';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('operator') });

test('the overview leads from its figures to the lists behind them', async ({ page }) => {
  const { api, account } = await setStage('Short Fuse Fireworks');
  const expiresAt = new Date(Date.now() + 36 * 3_600_000).toISOString();
  await applyEdits(
    api,
    [{ op: 'account.override', account, set: { documents: 'on' }, expiresAt }],
    'For the fair only',
  );

  await page.goto('/');
  await expect(page.getByRole('img', { name: /^Mints by day/ })).toBeVisible();
  await expect(page.getByText('For the fair only')).toBeVisible();
  await page.getByRole('link', { name: /Short Fuse Fireworks Documents on/ }).click();
  await expect(page).toHaveURL(new RegExp(`/accounts/${account}\\?cell=documents`));

  await page.goto('/');
  await page.getByRole('link', { name: 'All with an expiry' }).click();
  await expect(page).toHaveURL(/expiring=true/);
  await expect(page.getByRole('table', { name: 'Accounts' })).toContainText('Short Fuse Fireworks');
});

test('the merchant’s view loses the refund button with its cell, says why, and never mints', async ({
  page,
}) => {
  const { api, account } = await setStage('Velvet Anvil');
  const refund = page.locator('[data-cell="payments.refund_management"]').first();
  await applyEdits(api, [
    { op: 'account.override', account, set: { 'payments.refund_management': 'on' } },
  ]);
  const minted = (await sessionRequests(account)).length;

  await page.goto(`/accounts/${account}`);
  await page.getByRole('link', { name: 'Merchant’s view' }).click();
  await page.goto(`/accounts/${account}/view?component=payments`);
  await expect(refund).toHaveAttribute('data-state', 'present');

  await applyEdits(
    api,
    [{ op: 'account.override', account, set: { 'payments.refund_management': 'off' } }],
    'Refunds go through us',
  );
  await page.reload();
  await expect(refund).toHaveAttribute('data-state', 'missing');
  expect(await sessionRequests(account)).toHaveLength(minted);
});
