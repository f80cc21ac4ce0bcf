import { Palette } from '../pages/palette';
import { SettingsPage } from '../pages/settings-page';
import { authFile } from '../support/demo';
import { newAccount, patchAccount } from '../support/emulator';
import { disconnectManyAccounts, manyAccounts } from '../support/many-accounts';
import { signedIn } from '../support/people';
import { setStage } from '../support/story';
import { expect, test } from '../support/test';

test.describe('an operator', () => {
  test.use({ storageState: authFile('operator') });

  test('syncs all accounts and sees what came of it', async ({ page }) => {
    test.setTimeout(180_000);
    // What Stripe no longer lists is asked for one by one: a few do, of all that other stories made.
    await disconnectManyAccounts();
    await manyAccounts(3);
    const fresh = await newAccount('Newly Painted Signs');
    const settings = new SettingsPage(page);
    await settings.open();
    const mirror = settings.section('Mirror');
    const button = mirror.getByRole('button', { name: 'Sync all accounts' });
    await expect(button).toBeVisible();
    await new Palette(page).ask('sync all');
    await page.keyboard.press('Enter');
    await expect(button).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(mirror).toContainText('by Olu Brandt');
    await expect(mirror.getByRole('status')).toContainText('Done', { timeout: 150_000 });
    await expect(mirror).toContainText(
      /[\d,]+ accounts?: \d+ new, \d+ changed, [1-9][\d,]* disconnected\./,
    );
    await expect(mirror).toContainText('Events of Stripe');
    const answer = await page.request.get(`/api/accounts/${fresh}`);
    expect(await answer.json()).toMatchObject({ name: 'Newly Painted Signs' });
    const { running, last } = await (await page.request.get('/api/mirror/sync')).json();
    expect(running).toBeNull();
    expect(last).toMatchObject({ kind: 'full', status: 'done', by: { name: 'Olu Brandt' } });
  });

  test('has one account fetched, and reads in its audit what changed', async ({ page }) => {
    const { api, account } = await setStage('Weathervane Works');
    await page.goto(`/accounts/${account}`);
    const facts = page.getByRole('region', { name: 'Account', exact: true });
    await expect(facts).toContainText('Synced just now');
    await patchAccount(account, { email: 'hello@weathervane.example' });
    await facts.getByRole('button', { name: 'Refresh from Stripe' }).click();
    await expect(facts).toContainText('hello@weathervane.example');
    const audit = page.getByRole('region', { name: 'Recent audit' });
    await expect(audit).toContainText('Stripe changed account');
    await api.dispose();
  });
});

test.describe('support', () => {
  test.use({ storageState: authFile('support') });

  test('sees how the mirror stands, and leaves it alone', async ({ page }) => {
    const settings = new SettingsPage(page);
    await settings.open();
    const mirror = settings.section('Mirror');
    await expect(mirror).toContainText('Events of Stripe');
    await expect(mirror.getByRole('button')).toHaveCount(0);
    expect((await page.request.post('/api/mirror/sync')).status()).toBe(403);
    const operator = await signedIn('operator');
    const { data } = await (await operator.get('/api/accounts?limit=1')).json();
    await page.goto(`/accounts/${data[0].id}`);
    await expect(page.getByRole('button', { name: 'Refresh from Stripe' })).toHaveCount(0);
    await operator.dispose();
  });
});
