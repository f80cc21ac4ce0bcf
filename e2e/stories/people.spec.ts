import type { Browser, Page } from '@playwright/test';
import { LINK, SettingsPage } from '../pages/settings-page';
import { SignInPage } from '../pages/sign-in-page';
import { authFile } from '../support/demo';
import { allLogs } from '../support/everything-kept';
import { signedIn, signedInWith } from '../support/people';
import { expect, test } from '../support/test';

const PASSWORD = 'a password of my own';
/** A browser of nobody who is signed in. */
const stranger = (browser: Browser) =>
  browser.newPage({ storageState: { cookies: [], origins: [] } });
const home = (page: Page) => page.getByRole('navigation', { name: 'Main' });

test.describe('an admin', () => {
  test.use({ storageState: authFile('admin') });

  test('invites a person, who comes in, is demoted, and is out', async ({ page, browser }) => {
    const name = `Nils Tarrow ${Date.now()}`;
    const email = `nils-${Date.now()}@switchyard.example`;
    const settings = new SettingsPage(page);
    await settings.open();
    const dialog = await settings.press('Invite');
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('Email').fill(email);
    await dialog.getByLabel('Operator').check();
    await dialog.getByRole('button', { name: 'Make link' }).click();
    const link = await settings.takeSecret(LINK);
    await expect(settings.row('Invitations', name)).toContainText(email);
    expect(await page.content()).not.toContain(link.split('#')[1]);

    const guest = await stranger(browser);
    await guest.goto(link);
    await expect(guest.getByRole('heading', { name: `Welcome, ${name}` })).toBeVisible();
    await guest.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await guest.getByRole('button', { name: 'Set password and sign in' }).click();
    await expect(home(guest)).toBeVisible();
    await guest.goto('/settings');
    await expect(guest.getByText('Operator', { exact: true }).first()).toBeVisible();
    expect(allLogs()).not.toContain(link.split('#')[1]);
    const origin = new URL(link).origin;
    const edit = { op: 'template.create', key: 'not-kept', name: 'Not kept' };
    const tries = () =>
      guest.request.post('/api/changes', {
        headers: { origin },
        data: { reason: 'A try', dryRun: true, edits: [edit] },
      });
    expect((await tries()).status()).toBe(200);

    await page.reload();
    await expect(page.getByRole('table', { name: 'Invitations' }).getByText(email)).toHaveCount(0);
    const row = settings.row('Users', email);
    await settings.press(`Change role of ${name}`, row);
    await settings.dialog.getByLabel('Auditor').check();
    await settings.confirm('Change role');
    await expect(row).toContainText('Auditor');
    expect((await tries()).status()).toBe(403);
    expect((await guest.request.get('/api/accounts')).status()).toBe(200);

    await settings.press(`Disable ${name}`, row);
    await settings.confirm('Disable');
    await expect(row).toContainText('Disabled');
    expect((await guest.request.get('/api/accounts')).status()).toBe(401);
    await guest.reload();
    await expect(guest).toHaveURL(/\/sign-in/);

    await settings.press(`Enable ${name}`, row);
    await settings.confirm('Enable');
    await expect(row).not.toContainText('Disabled');
    expect((await guest.request.get('/api/accounts')).status()).toBe(401);
    await new SignInPage(guest).submit({ email, password: PASSWORD });
    await expect(home(guest)).toBeVisible();
    await guest.close();
  });

  test('makes an invitation anew, and revokes it', async ({ page, browser }) => {
    const name = `Runa Felding ${Date.now()}`;
    const admin = await signedIn('admin');
    const email = `runa-${Date.now()}@switchyard.example`;
    const invitation = { name, email, role: 'support' };
    const made = await admin.post('/api/invitations', { data: invitation });
    const { link: first } = await made.json();

    const settings = new SettingsPage(page);
    await settings.open();
    const row = settings.row('Invitations', name);
    const dialog = await settings.press(`New link for ${name}`, row);
    await dialog.getByRole('button', { name: 'Make link' }).click();
    const second = await settings.takeSecret(LINK);

    const guest = await stranger(browser);
    await guest.goto(first);
    await expect(guest.getByRole('alert').filter({ hasText: 'not known' })).toBeVisible();
    await guest.goto('/sign-in');
    await guest.goto(second);
    await expect(guest.getByRole('heading', { name: `Welcome, ${name}` })).toBeVisible();

    await settings.press(`Revoke invitation of ${name}`, row);
    await settings.confirm('Revoke');
    await expect(row).toBeHidden();
    await guest.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await guest.getByRole('button', { name: 'Set password and sign in' }).click();
    await expect(guest.getByRole('alert').filter({ hasText: 'was revoked' })).toBeVisible();
    await guest.close();
    await admin.dispose();
  });
});

test('a person changes their password, and signs out everywhere', async ({ page }) => {
  const admin = await signedIn('admin');
  const user = {
    email: `tilda-${Date.now()}@switchyard.example`,
    name: 'Tilda Brask',
    role: 'support',
    password: PASSWORD,
  };
  expect((await admin.post('/api/users', { data: user })).status()).toBe(201);
  const elsewhere = await signedInWith(user);
  await new SignInPage(page).open('?callbackUrl=/settings');
  await new SignInPage(page).submit(user);

  const settings = new SettingsPage(page);
  const dialog = await settings.press('Change password');
  const next = 'another password of my own';
  await dialog.getByLabel('Current password').fill('not this one');
  await dialog.getByLabel('New password').fill(next);
  await dialog.getByRole('button', { name: 'Change password' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('This is not your current password.');
  expect((await elsewhere.get('/api/accounts')).status()).toBe(200);
  await dialog.getByLabel('Current password').fill(PASSWORD);
  await settings.confirm('Change password');
  expect((await elsewhere.get('/api/accounts')).status()).toBe(401);
  expect((await page.request.get('/api/accounts')).status()).toBe(200);

  const again = await signedInWith({ ...user, password: next });
  await settings.press('Sign out everywhere');
  await settings.dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await page.request.get('/api/accounts')).status()).toBe(401);
  expect((await again.get('/api/accounts')).status()).toBe(401);
  for (const client of [admin, elsewhere, again]) await client.dispose();
});

test('a link that is not whole says so', async ({ page }) => {
  await page.goto('/invitation');
  await expect(page.getByRole('alert').filter({ hasText: 'not complete' })).toBeVisible();
});
