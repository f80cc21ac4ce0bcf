import { expect, test as setup } from '@playwright/test';
import { SignInPage } from './pages/sign-in-page';
import { authFile, demo } from './support/demo';
import { ROLES } from './support/route-table';

for (const role of ROLES) {
  setup(`sign in as ${role}`, async ({ page }) => {
    const signIn = new SignInPage(page);
    await signIn.open();
    await signIn.submit(demo().users[role]);
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await page.context().storageState({ path: authFile(role) });
  });
}
