import { randomBytes } from 'node:crypto';
import { AccountsPage } from '../pages/accounts-page';
import { authFile } from '../support/demo';
import { applyEdits, setStage } from '../support/story';
import { expect, test } from '../support/test';

/** Two accounts, an orchard and a mill, whose first name is a word that only this story knows. */
async function twoAccounts() {
  const word = `Story${randomBytes(4).toString('hex')}`;
  const [first, second] = await Promise.all([
    setStage(`${word} Orchard`),
    setStage(`${word} Mill`),
  ]);
  const account = async (id: string) => (await first.api.get(`/api/accounts/${id}`)).json();
  return { word, first, second, api: first.api, account };
}

test.describe('an operator', () => {
  test.use({ storageState: authFile('operator') });

  test('combines filters, which stand in the address and are taken off one by one', async ({
    page,
  }) => {
    const { word, first, api } = await twoAccounts();
    await applyEdits(api, [
      { op: 'account.override', account: first.account, set: { documents: 'on' } },
    ]);
    const list = new AccountsPage(page);
    await list.open();

    await list.search.pressSequentially(word);
    await expect(list.rows).toHaveCount(2);
    await expect(list.search).toBeFocused();
    await list.filter('Controller', 'express');
    await page.getByRole('checkbox', { name: 'Deviates from its template' }).check();
    await expect(list.rows).toHaveCount(1);
    await page.reload();
    await expect(list.rows).toHaveCount(1);
    await expect(list.rows).toContainText(`${word} Orchard`);
    await expect(list.search).toHaveValue(word);
    await expect(list.chips).toContainText('Controller: Express');
    expect(new URL(page.url()).search).toBe(`?q=${word}&deviating=true&controller=express`);
    await expect(page.getByRole('button', { name: 'Filters 1 applied' })).toBeVisible();

    const deviates = 'Remove filter: Deviates from its template';
    await list.chips.getByRole('link', { name: deviates }).click();
    await expect(list.rows).toHaveCount(2);
    const box = page.getByRole('checkbox', { name: 'Deviates from its template' });
    await expect(box).not.toBeChecked();
    await list.chips.getByRole('link', { name: 'Clear all' }).click();
    await expect(page).toHaveURL(/\/accounts$/);
    await expect(list.search).toHaveValue('');
    await expect(list.chips).toBeHidden();
  });

  test('keeps what a link limits the list to while they search in it', async ({ page }) => {
    const { account } = await setStage('Limited Lantern');
    const list = new AccountsPage(page);
    await list.open('?limited=payments.refund_management&disconnected=true');
    const chip = list.chips.getByText('Limited by Stripe at Payments, Refunds');
    await expect(chip).toBeVisible();
    await list.search.fill(account);
    await expect(page).toHaveURL(new RegExp(`q=${account}`));
    await expect(page).toHaveURL(/limited=payments\.refund_management/);
    await expect(page).toHaveURL(/disconnected=true/);
    await expect(page.getByText('Nothing matches')).toBeVisible();
    await list.chips.getByRole('link', { name: /^Remove filter: Limited/ }).click();
    await expect(chip).toBeHidden();
    await expect(page).not.toHaveURL(/limited/);
  });

  test('chooses columns, and finds them again', async ({ page }) => {
    const list = new AccountsPage(page);
    await list.openAlive();
    await expect(list.column('Email')).toBeHidden();
    const columns = await list.chooseColumns();
    await columns.getByRole('checkbox', { name: 'Email' }).check();
    await columns.getByRole('checkbox', { name: 'Country' }).uncheck();
    await expect(list.column('Email')).toBeVisible();
    await expect(list.column('Country')).toBeHidden();

    await page.goto('/templates');
    const html = await (await page.request.get('/accounts')).text();
    expect(html).toMatch(/<th[^>]*>Email<\/th>/);
    await list.openAlive();
    await expect(list.column('Email')).toBeVisible();
    await expect(list.column('Country')).toBeHidden();
    await (await list.chooseColumns()).getByRole('button', { name: /standard columns/ }).click();
    await expect(list.column('Country')).toBeVisible();
    await expect(list.column('Email')).toBeHidden();
  });

  test('assigns a template to two accounts at once, and assigns back', async ({ page }) => {
    const { word, first, second, account } = await twoAccounts();
    const list = new AccountsPage(page);
    await list.open();
    await list.find(word, 2);
    await list.checkbox(`${word} Mill`).check();
    const all = page.getByRole('checkbox', { name: 'Select all accounts on this page' });
    await expect(all).toBeChecked({ indeterminate: true });
    await list.checkbox(`${word} Orchard`).check();
    await expect(list.bar).toContainText('2 selected');

    await list.begin('Assign template…');
    await list.dialog.getByLabel('Template').selectOption({ label: 'Marketplace seller' });
    await expect(list.outcome).toContainText('2 accounts change.');
    await expect(list.outcome).toContainText(`${word} Orchard template → Marketplace seller`);
    const before = await account(first.account);
    expect(before.assignment.explicit).toBe(first.template);
    await list.dialog.getByRole('button', { name: 'Assign template' }).click();
    await expect(list.dialog).toContainText('Say why');
    await list.apply(
      'Assign template',
      'Both sell on the marketplace now',
      'Assigned Marketplace seller to 2 accounts.',
    );
    await expect(list.rows.filter({ hasText: 'Marketplace seller' })).toHaveCount(2);
    for (const { account: id } of [first, second]) {
      expect((await account(id)).assignment.explicit).toBe('marketplace');
    }

    await list.checkbox(`${word} Mill`).check();
    await list.begin('Assign template…');
    await list.dialog.getByLabel('Template').selectOption({ label: `${word} Mill template` });
    await expect(list.outcome).toContainText('1 account changes.');
    await list.apply(
      'Assign template',
      'Not the mill',
      `Assigned ${word} Mill template to 1 account.`,
    );
    expect((await account(second.account)).assignment.explicit).toBe(second.template);
  });

  test('tags accounts and finds them by tag; what is refused loses nothing', async ({ page }) => {
    const { word, first, second, account } = await twoAccounts();
    const tag = `story-${Date.now()}`;
    const list = new AccountsPage(page);
    await list.open();
    await list.find(word, 2);
    await page.getByRole('checkbox', { name: 'Select all accounts on this page' }).check();
    await list.begin('Tags…');
    await list.dialog.getByLabel('Add tags').fill('x'.repeat(41));
    await expect(list.dialog.getByRole('alert')).toBeVisible();
    await expect(list.dialog.getByRole('button', { name: 'Change tags' })).toBeDisabled();
    await expect(list.dialog.getByLabel('Add tags')).toHaveValue('x'.repeat(41));
    await list.dialog.getByLabel('Add tags').fill(`${tag}, spring fair`);
    await expect(list.outcome).toContainText('Tag spring fair: added');
    await list.apply(
      'Change tags',
      'The spring fair is near',
      `Tags of 2 accounts: added ${tag} and spring fair.`,
    );
    for (const { account: id } of [first, second]) {
      expect((await account(id)).tags).toEqual(['spring fair', tag]);
    }

    await list.open();
    await list.filter('Tag', tag);
    await expect(list.rows).toHaveCount(2);
    await list.checkbox(`${word} Mill`).check();
    await list.begin('Tags…');
    await list.dialog.getByRole('checkbox', { name: tag }).check();
    await expect(list.outcome).toContainText(`Tag ${tag}: removed`);
    await list.apply('Change tags', 'Not the mill', `Tags of 1 account: removed ${tag}.`);
    await expect(list.rows).toHaveCount(1);
    await expect(list.rows).toContainText(`${word} Orchard`);
  });

  test('clears the overrides of a selection that was made over two searches', async ({ page }) => {
    const { word, first, second, api, account } = await twoAccounts();
    await applyEdits(api, [
      {
        op: 'account.override',
        account: first.account,
        set: { documents: 'on', 'payments.refund_management': 'off' },
      },
    ]);
    const list = new AccountsPage(page);
    await list.open();
    await list.find(`${word} Orchard`, 1);
    await list.checkbox(`${word} Orchard`).check();
    await list.find(`${word} Mill`, 1);
    await list.checkbox(`${word} Mill`).check();
    await expect(list.bar).toContainText('2 selected 1 not on this page');

    await list.begin('Clear overrides…');
    await expect(list.outcome).toContainText('1 account changes.');
    await expect(list.outcome).toContainText('Payments, Refunds: Off → Inherit');
    await list.apply(
      'Clear overrides',
      'Both as their templates',
      'Cleared 2 overrides of 1 account.',
    );
    expect((await account(first.account)).overrides).toEqual([]);
    expect((await account(second.account)).revision).toBe(1);
  });

  test('selects with the keyboard, and ranges with shift', async ({ page }) => {
    const list = new AccountsPage(page);
    await list.openAlive();
    await list.rows.nth(1).getByRole('link').first().focus();
    await page.keyboard.press('x');
    await expect(list.rows.nth(1).getByRole('checkbox')).toBeChecked();
    for (const key of ['j', 'j', 'Shift+X']) await page.keyboard.press(key);
    await expect(list.bar).toContainText('3 selected');
    await list.rows.nth(0).getByRole('checkbox').focus();
    await page.keyboard.press('Space');
    await expect(list.bar).toContainText('4 selected');
    await list.rows
      .nth(5)
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] });
    await expect(list.bar).toContainText('6 selected');
    await list.search.fill('x');
    await expect(page).toHaveURL(/q=x/);
    await expect(list.bar).toContainText('6 selected');

    await list.begin('Assign template…');
    await page.keyboard.press('Escape');
    await expect(list.bar.getByRole('button', { name: 'Assign template…' })).toBeFocused();
    await list.bar.getByRole('button', { name: 'Clear selection' }).click();
    await expect(list.bar).toBeHidden();
  });
});

for (const role of ['support', 'auditor'] as const) {
  test.describe(role, () => {
    test.use({ storageState: authFile(role) });
    test('searches and filters, and can select nothing', async ({ page }) => {
      const list = new AccountsPage(page);
      await list.open();
      await expect(list.rows.first()).toBeVisible();
      await expect(list.table.getByRole('checkbox')).toHaveCount(0);
      await list.rows.first().getByRole('link').first().press('x');
      await expect(list.bar).toBeHidden();
    });
  });
}
