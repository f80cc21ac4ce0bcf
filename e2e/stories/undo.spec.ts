import { MatrixPage } from '../pages/matrix-page';
import { authFile } from '../support/demo';
import { applyEdits, setStage } from '../support/story';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('operator') });

const cell = 'payments.refund_management';

test('a save is undone with the keyboard, and the override is as it was', async ({ page }) => {
  const { api, account } = await setStage('Second Thoughts');
  const expiresAt = new Date(Date.now() + 7 * 864e5).toISOString();
  const set = { [cell]: 'on' };
  await applyEdits(
    api,
    [{ op: 'account.override', account, set, expiresAt, note: 'For the fair' }],
    'They asked',
  );
  const matrix = MatrixPage.account(page, account);
  await matrix.open();
  await matrix.cell(cell).focus();
  await page.keyboard.press(' ');
  await matrix.save('Too much fraud');
  await expect(matrix.cell(cell)).toHaveAccessibleName(/Refunds: off, override/);
  await expect(matrix.undo).toBeVisible();

  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('Undone.')).toBeVisible();
  await expect(matrix.cell(cell)).toHaveAccessibleName(/Refunds: on, (6|7) d left, override/);
  const { overrides, revision } = await (await api.get(`/api/accounts/${account}`)).json();
  expect(overrides).toMatchObject([
    { cell, setting: 'on', note: 'For the fair', expiresAt, reason: 'Undo of: Too much fraud' },
  ]);
  expect(revision).toBe(4);
});

test('an assignment and a template come back by the button', async ({ page }) => {
  const { api, account, template } = await setStage('There And Back');
  const onAccount = MatrixPage.account(page, account);
  await onAccount.open();
  await page.getByLabel('Assign').selectOption({ label: 'Marketplace seller' });
  await onAccount.save('They sell on the marketplace now');
  await onAccount.undo.click();
  await expect(page.getByText('Undone.')).toBeVisible();
  const { assignment } = await (await api.get(`/api/accounts/${account}`)).json();
  expect(assignment).toMatchObject({ template, explicit: template });

  const onTemplate = MatrixPage.template(page, template);
  await onTemplate.open();
  await onTemplate.set(cell, 'On');
  await onTemplate.save('They handle refunds themselves');
  await onTemplate.undo.click();
  await expect(page.getByText('Undone.')).toBeVisible();
  await expect(onTemplate.cell(cell)).toHaveAccessibleName(/Refunds: off, Base, inherited/);
  const { settings } = await (await api.get(`/api/templates/${template}`)).json();
  expect(settings).toEqual({});
});

test('what somebody changed since is not overwritten', async ({ page }) => {
  const { api, account } = await setStage('Too Late');
  const matrix = MatrixPage.account(page, account);
  await matrix.open();
  await matrix.set(cell, 'On');
  await matrix.save('Refunds for them');
  await applyEdits(
    api,
    [{ op: 'account.override', account, set: { documents: 'on' } }],
    'Meanwhile',
  );
  await matrix.undo.click();
  await expect(page.getByText('Not undone: somebody has changed this meanwhile')).toBeVisible();
  const { overrides } = await (await api.get(`/api/accounts/${account}`)).json();
  expect(overrides.map((override: { cell: string }) => override.cell)).toEqual(['documents', cell]);
});

test('a save shows before the page is sent anew', async ({ page }) => {
  const { account } = await setStage('Quick Step');
  const matrix = MatrixPage.account(page, account);
  await matrix.open();
  await matrix.set(cell, 'On');
  // The page itself is not sent again while this looks: what shows is what the change answered.
  await page.route('**/*_rsc=*', () => undefined);
  await matrix.save('At once');
  await expect(matrix.cell(cell)).toHaveAccessibleName(/Refunds: on, override/);
  const why = await matrix.explain(cell);
  await expect(why).toContainText('“At once”');
  await expect(why).toContainText('Olu Brandt');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
