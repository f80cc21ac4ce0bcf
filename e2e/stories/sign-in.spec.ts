import { SignInPage } from '../pages/sign-in-page';
import { alive } from '../support/alive';
import { demo } from '../support/demo';
import { signedIn } from '../support/people';
import { expect, test } from '../support/test';

test('a visitor is sent to sign in, and then on to accounts', async ({ page }) => {
  await page.goto('/accounts');
  await expect(page).toHaveURL(/\/sign-in/);
  await new SignInPage(page).submit(demo().users.support);
  await expect(page).toHaveURL(/\/accounts/);
  await expect(page.getByRole('heading', { name: 'Accounts' })).toBeVisible();
});

test('a wrong password is told so, and says nothing of whether the user exists', async ({
  page,
}) => {
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.submit({ email: `nobody-${Date.now()}@switchyard.example`, password: 'no' });
  const unknown = await signIn.error.textContent();
  await signIn.open();
  await signIn.submit({ email: demo().users.auditor.email, password: 'no' });
  await expect(signIn.error).toHaveText(unknown ?? '');
  await expect(signIn.error).toContainText('Email or password is not right');
});

test('after sign-in nobody is led to another site', async ({ page, baseURL }) => {
  for (const to of ['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example']) {
    await page.context().clearCookies();
    const signIn = new SignInPage(page);
    await signIn.open(`?callbackUrl=${encodeURIComponent(to)}`);
    await signIn.submit(demo().users.support);
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    expect(new URL(page.url()).origin).toBe(new URL(baseURL ?? '').origin);
  }
});

test('too many failures are throttled, for this user from this address only', async ({ page }) => {
  const admin = await signedIn('admin');
  const user = {
    email: `throttled-${Date.now()}@switchyard.example`,
    name: 'Tilda Brask',
    role: 'support',
    password: 'right and long enough',
  };
  expect((await admin.post('/api/users', { data: user })).status()).toBe(201);
  await admin.dispose();

  const signIn = new SignInPage(page);
  await signIn.open();
  for (let failures = 0; failures < 5; failures += 1) {
    const answered = page.waitForResponse(/callback\/credentials/);
    await signIn.submit({ email: user.email, password: 'wrong' });
    await answered;
    await expect(signIn.error).toContainText('not right');
  }
  await signIn.submit(user);
  await expect(signIn.error).toContainText('Too many attempts');

  await signIn.submit(demo().users.support);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
});

test('signing out ends the session', async ({ page }) => {
  await new SignInPage(page).open();
  await new SignInPage(page).submit(demo().users.auditor);
  await (await alive(page.getByRole('button', { name: /Account and theme/ }))).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto('/accounts');
  await expect(page).toHaveURL(/\/sign-in/);
});
