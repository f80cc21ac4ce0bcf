import { Palette } from '../pages/palette';
import { expectAccessible } from '../support/axe';
import { authFile } from '../support/demo';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('support') });

test('the palette finds it, it filters while one types, and the address keeps the filter', async ({
  page,
}) => {
  await page.goto('/');
  const palette = new Palette(page);
  await palette.ask('api ref');
  await palette.options.getByText('API reference', { exact: true }).click();
  await expect(page).toHaveURL(/\/api-reference$/);
  const createChange = page.getByRole('article', { name: 'POST /api/changes', exact: true });
  const catalog = page.getByRole('article', { name: 'GET /api/catalog' });
  await expect(createChange).toContainText('token: policy:write');
  await expect(createChange).toContainText('people: admin, operator');
  await expect(catalog).toBeVisible();

  const filter = page.getByRole('searchbox', { name: 'Filter operations' });
  await filter.focus();
  await page.keyboard.type('changes guardrail_broken');
  await expect(page).toHaveURL(/\?q=changes\+guardrail_broken$/);
  await expect(catalog).toHaveCount(0);
  await expect(createChange).toBeVisible();
  await page.reload();
  await expect(filter).toHaveValue('changes guardrail_broken');
  await expect(page.locator('output')).toHaveText(/^\d+ operations?$/);

  await filter.fill('no such thing anywhere');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('link', { name: 'Show all operations' }).click();
  await expect(catalog).toBeVisible();
});

test('an address leads to one operation, and from there to its types and errors', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/api-reference#createChange');
  const operation = page.getByRole('article', { name: 'POST /api/changes', exact: true });
  await expect(operation).toBeInViewport();
  const contents = page.getByRole('navigation', { name: 'Operations' });
  await expect(contents).toBeInViewport();
  await expect(operation).toContainText('/api/changes');
  await expect(operation).toContainText('"op": "account.override"');
  await operation.getByRole('link', { name: 'EditInput' }).click();
  const edits = page.getByRole('article', { name: 'EditInput' });
  await expect(edits).toBeInViewport();
  await expect(edits).toContainText('or op: account.override');
  await page.goBack();
  await operation.getByRole('link', { name: 'guardrail_broken' }).click();
  await expect(page.getByText('A guardrail would not hold any more')).toBeInViewport();
  await contents.getByRole('link', { name: 'GET /catalog' }).click();
  await expect(page.getByRole('article', { name: 'GET /api/catalog' })).toBeInViewport();
});

test('it asks nobody but this installation, and fits a phone', async ({ page }) => {
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/api-reference');
  await expect(page.getByRole('heading', { name: 'API reference' })).toBeVisible();
  expect([...hosts]).toEqual([new URL(page.url()).host]);
  const wider = await page.evaluate(() => document.body.scrollWidth - window.innerWidth);
  expect(wider).toBeLessThanOrEqual(0);
});

test('the window with code is accessible in both themes', async ({ page }) => {
  await page.goto('/accounts/acct_1NkDjjJyhOZfPCWt/view');
  await page.getByRole('button', { name: 'Use in code' }).click();
  await expect(page.getByRole('tab', { name: 'curl' })).toBeVisible();
  await expectAccessible(page);
});
