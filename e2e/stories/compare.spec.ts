import { ComparePage } from '../pages/compare-page';
import { MatrixPage } from '../pages/matrix-page';
import { expectAccessible } from '../support/axe';
import { authFile } from '../support/demo';
import { applyEdits, type Stage, setStage } from '../support/story';
import { expect, test } from '../support/test';

const REFUNDS = 'payments.refund_management';
const BANK = 'payouts.external_account_collection';
const IN_A_MONTH = new Date(Date.now() + 30 * 86_400_000).toISOString();

const account = ({ account: id }: Stage) => `account:${id}`;
const template = ({ template: key }: Stage) => `template:${key}`;

/** Overrides of an account as the API has them, in short. */
async function overridesOf({ api, account: id }: Stage) {
  const { overrides } = await (await api.get(`/api/accounts/${id}`)).json();
  return overrides as { cell: string; setting: string; note: string; expiresAt: string }[];
}

test.describe('support', () => {
  test.use({ storageState: authFile('support') });

  test('finds out why one merchant may refund and the other may not', async ({ page }) => {
    const left = await setStage('Plum Lantern Tea');
    const right = await setStage('Quince Harbour Tea');
    await applyEdits(left.api, [
      { op: 'account.override', account: left.account, set: { [REFUNDS]: 'on' } },
      { op: 'account.assign', account: right.account, template: left.template },
    ]);
    const compare = new ComparePage(page);
    await compare.open();
    await compare.pickAccount('left', 'Plum Lantern Tea');
    await expect(page.getByRole('heading', { name: 'Compare with' })).toBeVisible();
    await compare.pickAccount('right', 'Quince Harbour Tea');

    await expect(compare.cells()).toHaveCount(1);
    await expect(compare.row(REFUNDS)).toContainText('Value: override on the left');
    await expect(compare.sideOf(REFUNDS, 'left')).toHaveAccessibleName(/Refunds: on, override/);
    await expect(compare.sideOf(REFUNDS, 'right')).toHaveAccessibleName(/Refunds: off, Base/);
    await expect(compare.copyButton).toHaveCount(0);

    await page.reload();
    await expect(compare.cells()).toHaveCount(1);
    await page.getByRole('link', { name: 'Swap' }).click();
    await expect(compare.side('left')).toContainText('Quince Harbour Tea');
    await expect(compare.row(REFUNDS)).toContainText('override on the right');

    await compare.sideOf(REFUNDS, 'right').click();
    const matrix = MatrixPage.account(page, left.account);
    await expect(matrix.why).toContainText(REFUNDS);
  });

  test('reads a mistyped address calmly', async ({ page }) => {
    const compare = new ComparePage(page);
    await compare.open({ left: 'template:base', right: 'account:acct_nobody' });
    await expect(compare.side('right')).toContainText('There is no “account:acct_nobody”');
    await compare.open({ left: 'template:base', right: 'template:base' });
    await expect(page.getByText('They are the same in every cell')).toBeVisible();
  });
});

test.describe('an operator', () => {
  test.use({ storageState: authFile('operator') });

  test('sees of an account beside its template just what its overrides do', async ({ page }) => {
    const stage = await setStage('Walnut Ferry');
    await applyEdits(stage.api, [
      {
        op: 'account.override',
        account: stage.account,
        set: { [REFUNDS]: 'on', payments: 'on', documents: 'on' },
      },
    ]);
    await page.goto(`/accounts/${stage.account}`);
    await page.getByRole('link', { name: 'Compare', exact: true }).last().click();
    const compare = new ComparePage(page);
    await expect(compare.side('right')).toContainText('Walnut Ferry template');
    await expect(compare.cells()).toHaveCount(2);
    await expect(compare.row('documents')).toContainText('Value: override on the left');
    await compare.show('All differences');
    await expect(compare.cells()).toHaveCount(3);
    await expect(compare.row('payments')).toContainText('Only the source: override on the left');
    await expect(compare.copyButton).toHaveCount(0);
  });

  test('copies overrides to another account, with what they carry', async ({ page }) => {
    const left = await setStage('Fennel Row Books');
    const right = await setStage('Sorrel Row Books');
    await applyEdits(left.api, [
      {
        op: 'account.override',
        account: left.account,
        set: { [REFUNDS]: 'on' },
        expiresAt: IN_A_MONTH,
        note: 'Book fair',
      },
      { op: 'account.override', account: left.account, set: { [BANK]: 'off', documents: 'on' } },
      { op: 'account.override', account: right.account, set: { documents: 'on' } },
    ]);
    const compare = new ComparePage(page);
    await compare.open({ left: account(left), right: account(right) });
    await compare.copyButton.click();
    await expect(compare.copy.getByRole('checkbox', { name: /^Documents/ })).not.toBeChecked();
    await expect(compare.copy.getByRole('checkbox', { name: /Refunds/ })).toBeChecked();
    await compare.copy.getByLabel('Reason').fill('They share a stand');
    await compare.copy.getByRole('button', { name: 'Preview' }).click();

    const trial = compare.copy.getByRole('region', { name: 'What changes on Sorrel Row Books' });
    await expect(trial).toContainText('Payments, Refunds: inherited → override on');
    await expect(trial).toContainText('Note: Book fair');
    await expect(trial).toContainText('Stripe’s limit keeps it on');
    await expectAccessible(page);
    expect(await overridesOf(right)).toHaveLength(1);

    await compare.copy.getByRole('button', { name: 'Copy 2 overrides' }).click();
    await expect(
      page.getByText('Copied 2 overrides from Fennel Row Books to Sorrel Row Books.'),
    ).toBeVisible();
    await expect(page.getByText('They are the same in every cell')).toBeVisible();
    expect(await overridesOf(right)).toMatchObject([
      { cell: 'documents', setting: 'on' },
      { cell: REFUNDS, setting: 'on', note: 'Book fair', expiresAt: IN_A_MONTH },
      { cell: BANK, setting: 'off', note: null, expiresAt: null },
    ]);

    const matrix = MatrixPage.account(page, right.account);
    await matrix.open();
    await expect(matrix.cell(REFUNDS)).toHaveAccessibleName(/Refunds: on, .* left, override/);
  });

  test('looks again where the other account changed meanwhile', async ({ page }) => {
    const left = await setStage('Hazel Ferry Toys');
    const right = await setStage('Alder Ferry Toys');
    await applyEdits(left.api, [
      { op: 'account.override', account: left.account, set: { [REFUNDS]: 'on', documents: 'on' } },
    ]);
    const compare = new ComparePage(page);
    await compare.open({ left: account(left), right: account(right) });
    await compare.copyButton.click();
    await compare.copy.getByLabel('Reason').fill('The same for both');
    await compare.copy.getByRole('button', { name: 'Preview' }).click();
    await expect(compare.copy.getByRole('button', { name: 'Copy 2 overrides' })).toBeEnabled();
    await applyEdits(
      right.api,
      [{ op: 'account.override', account: right.account, set: { [REFUNDS]: 'off' } }],
      'Risk was faster',
    );
    await compare.copy.getByRole('button', { name: 'Copy 2 overrides' }).click();

    const conflict = page.getByRole('dialog', { name: 'Somebody changed this meanwhile' });
    await expect(conflict.getByRole('row', { name: /Payments, Refunds/ })).toContainText('Off');
    expect(await overridesOf(right)).toMatchObject([{ cell: REFUNDS, setting: 'off' }]);
    await conflict.getByRole('button', { name: 'Reload and reapply 1 edit' }).click();
    await expect(compare.copy.getByRole('checkbox', { name: /Refunds/ })).not.toBeChecked();
    await expect(compare.copy).toContainText('replaces the opposite there');
    await compare.copy.getByRole('button', { name: 'Preview' }).click();
    await compare.copy.getByRole('button', { name: 'Copy 1 override' }).click();
    await expect(compare.copy).toBeHidden();
    expect(await overridesOf(right)).toMatchObject([
      { cell: 'documents', setting: 'on' },
      { cell: REFUNDS, setting: 'off' },
    ]);
  });

  test('compares two templates', async ({ page }) => {
    const stage = await setStage('Barley Lane');
    await applyEdits(stage.api, [
      { op: 'template.update', key: stage.template, set: { documents: 'on' } },
    ]);
    const compare = new ComparePage(page);
    await compare.open({ left: template(stage) });
    await page.getByRole('main').getByRole('link', { name: 'Base', exact: true }).click();
    await expect(compare.cells()).toHaveCount(1);
    await expect(compare.row('documents')).toContainText('set by a template on the left only');
    await page
      .getByRole('combobox', { name: 'Template on the right' })
      .selectOption(stage.template);
    await expect(page.getByText('They are the same in every cell')).toBeVisible();
  });
});
