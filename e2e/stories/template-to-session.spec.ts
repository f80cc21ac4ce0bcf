import { MatrixPage } from '../pages/matrix-page';
import { authFile } from '../support/demo';
import { asForm, sessionRequests } from '../support/emulator';
import { setStage } from '../support/story';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('operator') });

test('a toggled template cell reaches the account, the session and the audit', async ({ page }) => {
  const { api, account, template } = await setStage('Tinder Box Toys');
  const onTemplate = MatrixPage.template(page, template);
  const onAccount = MatrixPage.account(page, account);
  const cell = 'payments.refund_management';

  await onAccount.open();
  await expect(onAccount.cell(cell)).toHaveAccessibleName(/Refunds: off, Base, inherited/);

  await onTemplate.open();
  await onTemplate.set(cell, 'On');
  await expect(onTemplate.bar).toContainText('Payments, Refunds');
  await onTemplate.save('They handle refunds themselves');
  await expect(onTemplate.cell(cell)).toHaveAccessibleName(/Refunds: on, set here/);

  await onAccount.open();
  await expect(onAccount.cell(cell)).toHaveAccessibleName(
    /Refunds: on, Tinder Box Toys template, inherited/,
  );
  const why = await onAccount.explain(cell);
  await expect(why).toContainText('Base');

  const minted = await api.post('/api/account-sessions', { data: { account } });
  const session = await minted.json();
  expect(session.components.payments.features.refund_management).toBe(true);
  const { send } = await (await api.get(`/api/accounts/${account}/policy`)).json();
  const seen = (await sessionRequests(account)).at(-1);
  expect(asForm(seen?.params.components)).toEqual(asForm(send));

  await page.goto(`/audit?subject=${template}`);
  const row = page.getByRole('row').filter({ hasText: 'They handle refunds themselves' });
  await expect(row).toContainText('Olu Brandt');
  await row.getByText('They handle refunds themselves').click();
  await expect(row).toContainText('Payments, Refunds');

  await page.goto(`/audit?subject=${account}&action=session.mint`);
  await expect(page.getByRole('row').nth(1)).toContainText('Demo back end');
  expect(await page.content()).not.toContain(session.client_secret);
});
