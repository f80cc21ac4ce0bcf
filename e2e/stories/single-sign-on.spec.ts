import type { Page } from '@playwright/test';
import { alive } from '../support/alive';
import { demo } from '../support/demo';
import { type Instance, secondInstance } from '../support/instance';
import { type OidcServer, startOidcServer } from '../support/oidc-server';
import { signedIn, signedInWith } from '../support/people';
import { expect, test } from '../support/test';

test.describe.configure({ mode: 'serial' });

const DOMAIN = 'sso.switchyard.example';
const NAME = 'Northgate ID';

let provider: OidcServer;
let instance: Instance;

test.beforeAll(async () => {
  // The provider has to know where to send people back to, and the instance where to send them.
  const more: Record<string, string> = {};
  instance = await secondInstance('sso', more);
  provider = await startOidcServer(`${instance.url}/api/auth/callback/oidc`);
  Object.assign(more, {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_NAME: NAME,
    OIDC_ROLES: 'admin=switchyard-admins,support=staff',
    OIDC_DOMAINS: DOMAIN,
    PASSWORD_SIGN_IN: 'false',
  });
  await instance.start();
});
test.afterAll(async () => {
  await instance.kill();
  await provider.close();
});

const run = Date.now().toString(36);
const emailOf = (login: string) => `${login}-${run}@${DOMAIN}`;

/** Puts somebody into the provider's directory. */
function add(login: string, more: object = {}): void {
  provider.directory[login] = {
    email: emailOf(login),
    email_verified: true,
    name: `Person ${login}`,
    roles: ['staff'],
    ...more,
  };
}

/** Goes through the provider's own pages, as somebody whom neither side knows yet, and comes back. */
async function comeIn(page: Page, login: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${instance.url}/accounts`);
  const button = page.getByRole('button', { name: `Sign in with ${NAME}` });
  await (await alive(button)).click();
  await page.waitForURL(`${provider.issuer}/**`);
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('any will do');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL(`${instance.url}/**`);
}

test('somebody of the right group comes in, and back to where they were going', async ({
  page,
}) => {
  add('ines');
  await comeIn(page, 'ines');
  await expect(page).toHaveURL(`${instance.url}/accounts`);
  await page.goto(`${instance.url}/settings`);
  const own = page.getByRole('region', { name: 'Your account' });
  await expect(own).toContainText(emailOf('ines'));
  await expect(own).toContainText('Support');
  await expect(own).toContainText(`With ${NAME}`);
  await expect(own.getByRole('button', { name: 'Change password' })).toHaveCount(0);
});

test('what the provider says of roles counts at the next sign-in', async ({ page }) => {
  add('ines', { roles: ['staff', 'switchyard-admins'] });
  await comeIn(page, 'ines');
  await page.goto(`${instance.url}/settings`);
  await expect(page.getByRole('region', { name: 'Users', exact: true })).toContainText(
    emailOf('ines'),
  );
});

test.describe('is told why, and let in nowhere', () => {
  for (const [login, more, sentence] of [
    ['grouped', { roles: ['gardeners'] }, 'Nothing gives you a role here'],
    ['elsewhere', { email: `x-${run}@elsewhere.example` }, 'Emails of this domain may not'],
    ['unverified', { email_verified: false }, 'Your email is not verified'],
    ['nameless', { email: undefined }, 'does not tell us your email'],
  ] as const) {
    test(`who comes as ${login}`, async ({ page }) => {
      add(login, more);
      await comeIn(page, login);
      await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
      await page.goto(`${instance.url}/accounts`);
      await expect(page).toHaveURL(/\/sign-in/);
    });
  }

  test('who was disabled here, in a session that is open too', async ({ page }) => {
    add('olaf');
    await comeIn(page, 'olaf');
    const admin = await signedIn('admin');
    const users: { id: string; email: string }[] = (await (await admin.get('/api/users')).json())
      .data;
    const olaf = users.find(({ email }) => email === emailOf('olaf'));
    expect((await admin.delete(`/api/users/${olaf?.id}`)).ok()).toBe(true);
    await admin.dispose();
    await page.reload();
    await expect(page).toHaveURL(/\/sign-in/);
    await comeIn(page, 'olaf');
    await expect(page.getByRole('alert').filter({ hasText: 'was disabled' })).toBeVisible();
  });
});

test('a password is no way in where passwords are switched off', async ({ page, request }) => {
  await page.goto(`${instance.url}/sign-in`);
  await expect(page.getByRole('button', { name: `Sign in with ${NAME}` })).toBeVisible();
  await expect(page.getByLabel('Password')).toHaveCount(0);
  // The right one: where passwords are switched on, over the same database, it lets in.
  const { email, password } = demo().users.admin;
  await (await signedInWith({ email, password })).dispose();
  const { csrfToken } = await (await request.get(`${instance.url}/api/auth/csrf`)).json();
  const answer = await request.post(`${instance.url}/api/auth/callback/credentials`, {
    form: { csrfToken, email, password, json: 'true' },
    headers: { origin: instance.url },
    maxRedirects: 0,
  });
  expect(answer.ok()).toBe(false);
  const { user } = await (await request.get(`${instance.url}/api/auth/session`)).json();
  expect(user).toBeUndefined();
});

test('an answer that nobody asked for leads in nowhere', async ({ page }) => {
  await page.goto(`${instance.url}/api/auth/callback/oidc?code=made-up&state=made-up`);
  await expect(page.getByRole('alert').filter({ hasText: /Try again/ })).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in/);
});
