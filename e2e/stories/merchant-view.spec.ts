import { MatrixPage } from '../pages/matrix-page';
import { MerchantViewPage } from '../pages/merchant-view-page';
import { authFile } from '../support/demo';
import { sessionRequests } from '../support/emulator';
import { applyEdits, setStage } from '../support/story';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('operator') });

test('edits that are not saved are seen as the merchant would, and nothing comes of it', async ({
  page,
  context,
}) => {
  const { api, account } = await setStage('Paper Crane Studio');
  const before = await (await api.get(`/api/accounts/${account}/policy`)).json();
  const sessions = await sessionRequests(account);
  const matrix = MatrixPage.account(page, account);
  await matrix.open();
  await matrix.set('payments.refund_management', 'On');
  await matrix.set('tax_settings', 'On');

  const opened = context.waitForEvent('page');
  await matrix.bar.getByRole('link', { name: 'See as merchant' }).click();
  const view = new MerchantViewPage(await opened, account);
  const draft = view.side('With the draft');
  await expect(draft).toContainText('2 edits not saved');
  const differences = view.page.getByRole('navigation', { name: 'Differences' });
  await expect(differences).toContainText(/Refunds off →\s*against\s*on/);
  await expect(differences).toContainText('Tax settings');

  await differences.getByRole('link', { name: 'Payments', exact: true }).click();
  const place = '[data-cell="payments.refund_management"]';
  await expect(view.side('Now').locator(place).first()).toHaveAttribute('data-state', 'missing');
  await expect(draft.locator(place).first()).toHaveAttribute('data-state', 'present');

  expect(view.asked).toEqual([]);
  expect(await sessionRequests(account)).toEqual(sessions);
  const after = await (await api.get(`/api/accounts/${account}/policy`)).json();
  expect({ ...after, at: null }).toEqual({ ...before, at: null });
});

test('a drafted template is laid below the account’s own edits; a template and another account stand beside it', async ({
  page,
}) => {
  const { account } = await setStage('Second Wind Bikes');
  const other = await setStage('Second Wind Canoes');
  const refunds = { 'payments.refund_management': 'on' };
  await applyEdits(other.api, [
    { op: 'account.override', account: other.account, set: refunds },
    { op: 'account.override', account, set: { 'payments.refund_management': 'off' } },
  ]);
  const view = new MerchantViewPage(page, account);
  await view.open('?against=draft&template=retail&set=payments:off');
  const draft = view.side('With the draft');
  await expect(draft).toContainText('Template Retail');
  await view.open('?component=payments&against=draft&template=retail&set=payments:off');
  await expect(draft).toContainText('An edit that is not saved');

  await page.getByLabel('Set against a template').selectOption({ label: 'Retail' });
  await expect(view.side('With Retail')).toBeVisible();
  await expect(view.side('Now')).toBeVisible();
  await page.getByLabel('or an account').fill(other.account);
  await expect(view.side('Second Wind Canoes')).toBeVisible();
  await expect(view.side('This account')).toBeVisible();
  const differences = page.getByRole('navigation', { name: 'Differences' });
  await expect(differences).toContainText(/Refunds (off →\s*against\s*on|on →\s*against\s*off)/);
});

for (const [query, words] of [
  ['?against=draft', 'It has no edits in it.'],
  ['?against=draft&set=payments.refunds:on', 'There is no component or feature'],
  ['?against=draft&set=payments:maybe', 'can be on, off or inherit'],
  ['?against=draft&template=no-such-template', 'template:no-such-template'],
  [`?against=draft&set=${'x'.repeat(4_001)}`, 'more than 4000 characters'],
] as const) {
  test(`an address that is no draft says so: ${words}`, async ({ page }) => {
    const { account } = await setStage('Plain Spoken Prints');
    const view = new MerchantViewPage(page, account);
    await view.open(query);
    await expect(page.getByText(words)).toBeVisible();
    await expect(view.side('Now')).toBeVisible();
    await expect(view.side('With the draft')).toHaveCount(0);
  });
}
