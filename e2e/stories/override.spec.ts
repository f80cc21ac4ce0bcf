import { MatrixPage } from '../pages/matrix-page';
import { expectAccessible } from '../support/axe';
import { authFile } from '../support/demo';
import { applyEdits, setStage } from '../support/story';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('operator') });

test('an operator grants refunds to one merchant for a week, and takes them back', async ({
  page,
}) => {
  const { api, account } = await setStage('Marzipan Mill');
  const matrix = MatrixPage.account(page, account);
  const cell = 'payments.refund_management';
  await matrix.open();

  await matrix.set(cell, 'On');
  await expect(matrix.cell(cell)).toHaveAccessibleName(/Refunds: on, was off, .*not saved/);
  await matrix.bar.getByLabel('Overrides expire').selectOption({ label: 'In a week' });
  await matrix.bar.getByLabel('Note').fill('Trade fair');
  await matrix.save('Their own till is down');

  await expect(matrix.cell(cell)).toHaveAccessibleName(/Refunds: on, (6|7) d left, override/);
  const why = await matrix.explain(cell);
  await expect(why).toContainText('Trade fair');
  await expect(why).toContainText('Their own till is down');
  await expect(why).toContainText('Olu Brandt');

  const { overrides } = await (await api.get(`/api/accounts/${account}`)).json();
  expect(overrides).toMatchObject([{ cell, setting: 'on', note: 'Trade fair', by: 'Olu Brandt' }]);
  const days = (Date.parse(overrides[0].expiresAt) - Date.parse(overrides[0].decidedAt)) / 864e5;
  expect(days).toBeGreaterThan(6.9);
  expect(days).toBeLessThan(7.1);
  await page.keyboard.press('Escape');

  await matrix.set(cell, 'Inherit');
  await matrix.save('The fair is over');
  await expect(matrix.cell(cell)).toHaveAccessibleName(/Refunds: off, Base, inherited/);
});

test('what Stripe does not permit is shown as limited, with the reason', async ({ page }) => {
  const { account } = await setStage('Express Parcels');
  const matrix = MatrixPage.account(page, account);
  await matrix.open();
  await matrix.set('payouts.external_account_collection', 'Off');
  await expect(matrix.cell('payouts.external_account_collection')).toHaveAccessibleName(
    /Bank account: on, .*off was wanted/,
  );
  await matrix.save('Bank accounts go through us');
  const why = await matrix.explain('payouts.external_account_collection');
  await expect(why).toContainText('requirement_collection');
});

test('two operators at once: the second sees both sides and loses nothing', async ({ page }) => {
  const { api, account } = await setStage('Crossed Wires');
  const matrix = MatrixPage.account(page, account);
  await matrix.open();
  await matrix.set('payments.refund_management', 'On');
  await matrix.set('documents', 'On');
  await applyEdits(
    api,
    [{ op: 'account.override', account, set: { 'payments.refund_management': 'off' } }],
    'Risk was faster',
  );

  await matrix.bar.getByLabel('Reason').fill('Refunds for them');
  await matrix.bar.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Somebody changed this meanwhile' });
  await expect(dialog.getByRole('row', { name: /Payments, Refunds/ })).toContainText('Off');
  await expectAccessible(page);
  const before = await (await api.get(`/api/accounts/${account}`)).json();
  expect(before.overrides).toHaveLength(1);

  await dialog.getByRole('button', { name: 'Reload and reapply 1 edit' }).click();
  await expect(matrix.bar).toContainText('Documents');
  await expect(matrix.bar).not.toContainText('Refunds');
  await matrix.save('Documents for them');
  const after = await (await api.get(`/api/accounts/${account}`)).json();
  expect(
    after.overrides.map((o: { cell: string; setting: string }) => [o.cell, o.setting]),
  ).toEqual([
    ['documents', 'on'],
    ['payments.refund_management', 'off'],
  ]);
});

test('what rules and default would give is seen before it is saved', async ({ page }) => {
  const { api, account, template } = await setStage('Ruled Paper');
  const cell = 'payments.refund_management';
  await applyEdits(api, [{ op: 'template.update', key: template, set: { [cell]: 'off' } }]);
  const matrix = MatrixPage.account(page, account);
  await matrix.open();
  await page.getByLabel('Assign').selectOption('');
  await expect(matrix.cell(cell)).toHaveAccessibleName(/Refunds: on, was off, .*not saved/);
  await matrix.save('Back to the rules');
  const { assignment } = await (await api.get(`/api/accounts/${account}`)).json();
  expect(assignment).toMatchObject({ explicit: null, template: assignment.byRules.template });
});

test('a reason that is missing is asked for, and nothing is lost', async ({ page }) => {
  const { account } = await setStage('Why Though');
  const matrix = MatrixPage.account(page, account);
  await matrix.open();
  await matrix.set('documents', 'On');
  const reason = matrix.bar.getByLabel('Reason');
  await reason.fill('   ');
  await matrix.bar.getByRole('button', { name: 'Save' }).click();
  await expect(matrix.bar).toContainText('Say why: the audit keeps the reason.');
  await expect(reason).toBeFocused();
  await expect(matrix.bar).toContainText('Documents');
});

test('assigning another template moves the account', async ({ page }) => {
  const { api, account } = await setStage('Wandering Stall');
  const matrix = MatrixPage.account(page, account);
  await matrix.open();
  await page.getByLabel('Assign').selectOption({ label: 'Marketplace seller' });
  await matrix.save('They sell on the marketplace now');
  await expect(page.getByRole('link', { name: 'Marketplace seller' }).first()).toBeVisible();
  const { assignment } = await (await api.get(`/api/accounts/${account}`)).json();
  expect(assignment).toMatchObject({
    template: 'marketplace',
    by: 'explicit',
    explicit: 'marketplace',
  });
});
