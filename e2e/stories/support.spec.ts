import { MatrixPage } from '../pages/matrix-page';
import { expectAccessible } from '../support/axe';
import { authFile } from '../support/demo';
import { setStage } from '../support/story';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('support') });

test('support explains a cell and cannot change it, by page or by route', async ({
  page,
  baseURL,
}) => {
  const { api, account } = await setStage('Gentle Questions');
  const matrix = MatrixPage.account(page, account);
  await matrix.open();
  await expect(matrix.grid).toHaveAttribute('aria-readonly', 'true');

  const why = await matrix.explain('payments.refund_management');
  await expect(why).toContainText('Base');
  await expect(why.getByRole('radio')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await matrix.cell('payments.refund_management').press(' ');
  await matrix.cell('payments.refund_management').press('i');
  await expect(matrix.bar).toBeHidden();
  await expect(page.getByLabel('Assign')).toHaveCount(0);

  const before = await (await api.get(`/api/accounts/${account}`)).json();
  const refused = await page.request.post('/api/changes', {
    headers: { origin: baseURL ?? '' },
    data: {
      reason: 'Let me',
      edits: [{ op: 'account.override', account, set: { 'payments.refund_management': 'on' } }],
    },
  });
  expect(refused.status()).toBe(403);
  expect((await refused.json()).code).toBe('forbidden');
  const minted = await page.request.post('/api/account-sessions', {
    headers: { origin: baseURL ?? '' },
    data: { account },
  });
  expect(minted.status()).toBe(403);
  expect(await (await api.get(`/api/accounts/${account}`)).json()).toEqual(before);
});

test('support has no audit, in the navigation or by its address', async ({ page }) => {
  await page.goto('/accounts');
  const main = page.getByRole('navigation', { name: 'Main' });
  await expect(main.getByRole('link', { name: 'Accounts' })).toBeVisible();
  await expect(main.getByRole('link', { name: 'Audit' })).toHaveCount(0);
  await page.goto('/audit');
  await expect(page.getByRole('table', { name: 'Audit' })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'This is not for your role' })).toBeVisible();
  await expectAccessible(page);
});
