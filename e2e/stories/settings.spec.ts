import { expect, test } from '@playwright/test';
import { authFile, demo } from '../support/demo';
import { machine } from '../support/people';

test.describe('an admin', () => {
  test.use({ storageState: authFile('admin') });

  test('makes a token, which is shown once, and revokes it', async ({ page }) => {
    const name = `Kiosk ${Date.now()}`;
    await page.goto('/settings');
    await page.getByRole('button', { name: 'New token' }).click();
    const dialog = page.getByRole('dialog', { name: 'New token' });
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('accounts:read').check();
    await dialog.getByLabel('Expires').selectOption({ label: 'In 30 days' });
    await dialog.getByRole('button', { name: 'Create token' }).click();
    const shown = dialog.getByText(/^sw_[\w-]{43}$/);
    await expect(shown).toBeVisible();
    const token = (await shown.textContent()) ?? '';
    await dialog.getByRole('button', { name: 'Done' }).click();

    const client = await machine(token);
    expect((await client.get('/api/accounts')).status()).toBe(200);
    const row = page.getByRole('row', { name: new RegExp(name) });
    await expect(row).toContainText('accounts:read');
    await page.reload();
    expect(await page.content()).not.toContain(token);

    await row.getByRole('button', { name: `Revoke ${name}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await expect(row).toContainText('Revoked');
    expect((await client.get('/api/accounts')).status()).toBe(401);
    await client.dispose();
  });

  test('adds a user and disables them', async ({ page }) => {
    const name = `Nils Tarrow ${Date.now()}`;
    await page.goto('/settings');
    await page.getByRole('button', { name: 'New user' }).click();
    const dialog = page.getByRole('dialog', { name: 'New user' });
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('Email').fill(demo().users.support.email);
    await dialog.getByLabel('Password').fill('long enough for a person');
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await expect(dialog.getByRole('alert')).toContainText('this email already');
    await dialog.getByLabel('Email').fill(`nils-${Date.now()}@switchyard.example`);
    await dialog.getByRole('button', { name: 'Add user' }).click();
    await expect(dialog).toBeHidden();

    const row = page.getByRole('row', { name: new RegExp(name) });
    await row.getByRole('button', { name: `Disable ${name}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await expect(row).toContainText('Disabled');
  });
});

test.describe('an operator', () => {
  test.use({ storageState: authFile('operator') });

  test('has no settings', async ({ page }) => {
    await page.goto('/settings');
    await expect(page.getByRole('heading', { name: 'This is not for your role' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Settings' })).toHaveCount(0);
  });
});
