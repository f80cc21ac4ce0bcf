import { expectAccessible } from '../support/axe';
import { authFile } from '../support/demo';
import { applyEdits, setStage } from '../support/story';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('operator') });

test('accounts are found by name, id and email, and filters stand in the address', async ({
  page,
}) => {
  const { api, account, template } = await setStage('Umbrella Orchard');
  await applyEdits(api, [{ op: 'account.override', account, set: { documents: 'on' } }]);
  const rows = page.getByRole('table', { name: 'Accounts' }).getByRole('row');

  await page.goto('/accounts');
  const search = page.getByRole('searchbox', { name: 'Search accounts' });
  for (const text of ['umbrella orch', account, 'umbrella-orchard@shop']) {
    await search.fill(text);
    await expect(rows).toHaveCount(2);
    await expect(rows.nth(1)).toContainText('Umbrella Orchard');
  }
  await search.fill('');
  await page.getByRole('combobox', { name: 'Template' }).selectOption(template);
  await expect(page).toHaveURL(new RegExp(`template=${template}`));
  await expect(rows).toHaveCount(2);
  await page.getByRole('checkbox', { name: 'Deviates from its template' }).check();
  await expect(page).toHaveURL(/deviating=true/);
  await expect(rows).toHaveCount(2);
  await page.reload();
  await expect(rows.nth(1)).toContainText('Umbrella Orchard');

  await search.fill('no such name at all');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/accounts$/);
});

test('a new template is made, given a parent, and archived', async ({ page }) => {
  const name = `Story ${Date.now()}`;
  await page.goto('/templates');
  await page.getByRole('button', { name: 'New template' }).click();
  const dialog = page.getByRole('dialog', { name: 'New template' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Parent').selectOption({ label: 'Retail' });
  await dialog.getByLabel('Reason').fill('A story needs one');
  await dialog.getByRole('button', { name: 'Create template' }).click();
  await expect(page).toHaveURL(/\/templates\/story-/);
  await expect(page.getByRole('heading', { name })).toBeVisible();
});

test('a page that is not there helps', async ({ page }) => {
  for (const path of ['/accounts/acct_nobody', '/templates/nowhere', '/nowhere']) {
    await page.goto(path);
    await expect(
      page.getByRole('heading', { name: /There is (nothing by that name|no such page)/ }),
    ).toBeVisible();
    await expect(page.getByRole('link').first()).toBeVisible();
    await expectAccessible(page);
  }
  expect((await page.request.get('/nowhere')).status()).toBe(404);
});
