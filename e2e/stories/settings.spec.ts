import type { APIRequestContext } from '@playwright/test';
import { SettingsPage, TOKEN } from '../pages/settings-page';
import { authFile, demo } from '../support/demo';
import { machine, signedIn } from '../support/people';
import { expect, test } from '../support/test';

const ACCOUNT = 'acct_1NkDjjJyhOZfPCWt';

async function mint(client: APIRequestContext): Promise<number> {
  const answer = await client.post('/api/account-sessions', { data: { account: ACCOUNT } });
  return answer.status();
}

test.describe('an admin', () => {
  test.use({ storageState: authFile('admin') });

  test('makes a token, which is shown once, and revokes it', async ({ page }) => {
    const name = `Kiosk ${Date.now()}`;
    const settings = new SettingsPage(page);
    await settings.open();
    const dialog = await settings.press('New token');
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('accounts:read').check();
    await dialog.getByLabel('Expires').selectOption({ label: 'In 30 days' });
    await dialog.getByRole('button', { name: 'Create token' }).click();
    const token = await settings.takeSecret(TOKEN);

    const client = await machine(token);
    expect((await client.get('/api/accounts')).status()).toBe(200);
    const row = settings.row('API tokens', name);
    await expect(row).toContainText('accounts:read');
    await page.reload();
    expect(await page.content()).not.toContain(token);

    await settings.press(`Revoke ${name}`, row);
    await settings.confirm('Revoke');
    await expect(row).toBeHidden();
    await page.getByText(/tokens? that ended/).click();
    await expect(settings.row('API tokens that ended', name)).toContainText('Revoked');
    expect((await client.get('/api/accounts')).status()).toBe(401);
    await client.dispose();
  });

  test('rotates a token: both mint until the old one is ended', async ({ page }) => {
    const name = `Checkout ${Date.now()}`;
    const admin = await signedIn('admin');
    const made = await admin.post('/api/tokens', {
      data: { name, scopes: ['sessions:create'], expiresAt: null },
    });
    const old = await machine((await made.json()).token);
    expect(await mint(old)).toBe(200);

    const settings = new SettingsPage(page);
    await settings.open();
    const dialog = await settings.press(`Rotate ${name}`);
    await dialog.getByLabel('The old token goes on').selectOption({ label: 'For one hour' });
    await dialog.getByLabel('Expires').selectOption({ label: 'In 90 days' });
    await dialog.getByRole('button', { name: 'Rotate' }).click();
    await expect(dialog).toContainText('works until');
    const next = await machine(await settings.takeSecret(TOKEN));

    const oldRow = settings.row('API tokens', name, 'works until');
    const newRow = settings.row('API tokens', name, 'takes the place of');
    await expect(oldRow).not.toContainText('Still used');
    await expect(newRow).toContainText('Never');

    expect([await mint(old), await mint(next)]).toEqual([200, 200]);
    await page.reload();
    await expect(oldRow).toContainText('Still used since it was rotated');
    await expect(newRow).not.toContainText('Never');

    await settings.press(`Revoke old ${name}`, oldRow);
    await settings.confirm('Revoke');
    await expect(oldRow).toBeHidden();
    expect([await mint(old), await mint(next)]).toEqual([401, 200]);
    for (const client of [admin, old, next]) await client.dispose();
  });

  test('sees whether Stripe answers, without the key', async ({ page }) => {
    const settings = new SettingsPage(page);
    await settings.open();
    const stripe = settings.section('Stripe');
    await expect(stripe).toContainText('Connected');
    await expect(stripe).toContainText('Gantry Lane Marketplace');
    const { secretKey } = demo().stripe;
    await expect(stripe).toContainText(`sk_test_…${secretKey?.slice(-4)}`);
    expect(await page.content()).not.toContain(secretKey);

    const request = stripe.getByText(/^req_/);
    const before = (await request.textContent()) ?? '';
    await stripe.getByRole('button', { name: 'Check again' }).click();
    await expect(request).not.toHaveText(before);
    await expect(stripe).toContainText('Connected');
  });
});

for (const role of ['operator', 'support', 'auditor'] as const) {
  test.describe(`of the role ${role}`, () => {
    test.use({ storageState: authFile(role) });

    test('one has one’s own account and sees how fresh the mirror is, and nothing else', async ({
      page,
    }) => {
      const settings = new SettingsPage(page);
      await settings.open();
      await expect(settings.section('Your account')).toContainText(demo().users[role].email);
      await expect(settings.section('Mirror')).toBeVisible();
      await expect(page.getByRole('main').getByRole('region')).toHaveCount(2);
      await expect(page.getByRole('table')).toHaveCount(0);
    });
  });
}
