import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/axe';
import { authFile } from '../support/demo';
import { breakRefunds, takeFee } from '../support/emulator';
import { signedIn } from '../support/people';
import { setStage } from '../support/story';
import { expect, test } from '../support/test';

const feesOn = (page: Page) => page.getByRole('region', { name: 'Application fees' });

async function openFees(page: Page, account: string) {
  await page.goto(`/accounts/${account}`);
  const fees = feesOn(page);
  await fees.scrollIntoViewIfNeeded();
  return fees;
}

test.describe('an admin', () => {
  test.use({ storageState: authFile('admin') });

  test('refunds part of a fee, and then the rest', async ({ page }) => {
    const { api, account } = await setStage('Cobblestone Clocks');
    const { charge } = await takeFee({ account, amount: 1250, currency: 'kwd' });
    const fees = await openFees(page, account);
    const row = fees.getByRole('row').filter({ hasText: charge });
    await expect(row).toContainText('KWD 1.250');
    await expect(row).toContainText('Not refunded');

    await row.getByRole('button', { name: /^Refund the fee of/ }).click();
    const window = page.getByRole('dialog');
    await window.getByRole('radio', { name: 'Part of it' }).check();
    const amount = window.getByLabel('Amount in KWD');
    await amount.fill('0.2505');
    await window.getByRole('button', { name: 'Review refund' }).click();
    await window.getByLabel('Reason').fill('Half of the order never left');
    await window.getByRole('button', { name: 'Review refund' }).click();
    await expect(window.getByRole('alert')).toHaveText('KWD has 3 decimals at most.');
    await amount.fill('2');
    await window.getByRole('button', { name: 'Review refund' }).click();
    await expect(window.getByRole('alert')).toContainText('are left to refund');
    await amount.fill('0.25');
    await window.getByRole('button', { name: 'Review refund' }).click();
    await expect(window).toContainText('from your platform’s balance to Cobblestone Clocks');
    await expectAccessible(page);
    await window.getByRole('button', { name: /^Refund KWD\s0\.250$/ }).click();
    await expect(page.getByText(/^Refunded KWD\s0\.250\.$/)).toBeVisible();
    await expect(row).toContainText('Partly refunded');

    const audit = page.getByRole('region', { name: 'Recent audit' });
    await expect(audit).toContainText('Half of the order never left');
    await expect(audit).toContainText('Refunded application fee');

    await row.getByRole('button', { name: /^Refund the fee of/ }).click();
    await expect(window).toContainText('Half of the order never left');
    await window.getByLabel('Reason').fill('And the rest was broken');
    await window.getByRole('button', { name: 'Review refund' }).click();
    await window.getByRole('button', { name: /^Refund KWD\s1\.000$/ }).click();
    await expect(row.getByText('Refunded', { exact: true })).toBeVisible();
    await expect(row.getByRole('button', { name: /^Details of/ })).toBeVisible();
    await api.dispose();
  });

  test('is told what another admin did meanwhile, and loses nothing', async ({ page }) => {
    const { api, account } = await setStage('Two Keys Locksmiths');
    const { id } = await takeFee({ account, amount: 1000 });
    const fees = await openFees(page, account);
    await fees.getByRole('button', { name: /^Refund the fee of/ }).click();
    const window = page.getByRole('dialog');
    await window.getByLabel('Reason').fill('Goodwill');
    await window.getByRole('button', { name: 'Review refund' }).click();

    const other = await signedIn('admin');
    const path = `/api/application-fees/${id}/refunds`;
    const headers = { 'idempotency-key': `story-${id}` };
    await other.post(path, { headers, data: { amount: 400, reason: 'Quicker' } });
    await window.getByRole('button', { name: 'Refund $10.00' }).click();
    await expect(window.getByRole('alert')).toContainText('$6.00 are left');
    await expect(window.getByLabel('Reason')).toHaveValue('Goodwill');
    await expect(window).toContainText('Quicker');
    await window.getByRole('button', { name: 'Review refund' }).click();
    await window.getByRole('button', { name: 'Refund $6.00' }).click();
    await expect(fees.getByText('Refunded', { exact: true }).last()).toBeVisible();
    await other.dispose();
    await api.dispose();
  });

  test('sees a refund without an answer, and how it ends', async ({ page }) => {
    test.setTimeout(90_000);
    const { api, account } = await setStage('Patience Print Shop');
    const { id } = await takeFee({ account, amount: 1000 });
    await breakRefunds(id, 7);
    const fees = await openFees(page, account);
    await fees.getByRole('button', { name: /^Refund the fee of/ }).click();
    const window = page.getByRole('dialog');
    await window.getByLabel('Reason').fill('Goodwill');
    await window.getByRole('button', { name: 'Review refund' }).click();
    await window.getByRole('button', { name: 'Refund $10.00' }).click();
    await expect(page.getByText(/nothing is refunded twice/)).toBeVisible({ timeout: 20_000 });
    await expect(fees.getByRole('cell', { name: 'Refunded', exact: true })).toBeVisible({
      timeout: 45_000,
    });
    await api.dispose();
  });
});

test.describe('support', () => {
  test.use({ storageState: authFile('support') });

  test('looks at fees, filters them, and refunds none', async ({ page }) => {
    const { api, account } = await setStage('Lantern Street Tea');
    let fees = await openFees(page, account);
    await expect(fees).toContainText('No fees yet');
    await takeFee({ account, amount: 700, currency: 'jpy' });
    fees = await openFees(page, account);
    await expect(fees).toContainText('¥700');
    await expect(fees.getByRole('button', { name: /^Refund/ })).toHaveCount(0);
    await fees.getByRole('button', { name: 'Details of the fee of ¥700' }).click();
    const window = page.getByRole('dialog');
    await expect(window).toContainText('Left');
    await expect(window.getByLabel('Reason')).toHaveCount(0);
    await window.getByRole('button', { name: 'Close' }).last().click();
    await fees.getByRole('combobox', { name: 'State' }).selectOption('Refunded');
    await expect(fees).toContainText('Nothing matches');
    await fees.getByRole('button', { name: 'Show all fees' }).click();
    await expect(fees).toContainText('¥700');
    await expectAccessible(page);
    await api.dispose();
  });
});
