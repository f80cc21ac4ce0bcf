import { MatrixPage } from '../pages/matrix-page';
import { Palette } from '../pages/palette';
import { alive } from '../support/alive';
import { expectAccessible } from '../support/axe';
import { authFile } from '../support/demo';
import { ACCOUNT } from '../support/pages';
import { applyEdits, setStage } from '../support/story';
import { expect, test } from '../support/test';

const REFUNDS = 'payments.refund_management';

/** A name that no other run has. */
const unique = (name: string) => `${name} ${Date.now().toString(36)}`;

test.describe('as support', () => {
  test.use({ storageState: authFile('support') });

  test('a question in plain words is answered in the palette and leads to Why', async ({
    page,
  }) => {
    const name = unique('Marmalade Quayside');
    const { api, account } = await setStage(name);
    await applyEdits(api, [
      { op: 'account.override', account, set: { payments: 'on', [REFUNDS]: 'off' }, note: 'Pilot' },
    ]);
    await page.goto('/accounts');
    const palette = new Palette(page);
    await palette.ask(`why can’t ${name.toLowerCase()} refund?`);
    await expect(palette.chosen).toContainText('Payments › Refunds');
    await expect(palette.chosen).toContainText('Off, by an override of this account');
    await expect(palette.chosen).toContainText('“Pilot”');

    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/accounts/${account}\\?cell=${REFUNDS}`));
    const { why } = MatrixPage.account(page, account);
    await expect(why).toContainText(REFUNDS);
    await expect(palette.box).toBeHidden();

    // It is remembered, by name and id, for when nothing is typed.
    await page.goto('/templates');
    await palette.open();
    await expect(palette.options.first()).toContainText(name);
    await expect(palette.options.first()).toContainText(account);
  });

  test('who types on without waiting gets there all the same', async ({ page }) => {
    const name = unique('Nimble Thimble');
    const { account } = await setStage(name);
    await page.goto('/templates');
    await new Palette(page).ready();
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type(`${name} payouts`);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/accounts/${account}\\?cell=payouts$`));
  });

  test('what the role may not do is not offered', async ({ page }) => {
    await page.goto('/accounts');
    const palette = new Palette(page);
    await palette.open();
    await expect(palette.option('Templates')).toHaveCount(1);
    const acts = ['Create template', 'New rule', 'New token', 'Invite', 'Sync all accounts'];
    for (const absent of ['Audit', ...acts]) {
      await expect(palette.option(absent)).toHaveCount(0);
    }
  });

  test('a search that fails says so and can be tried again', async ({ page }) => {
    await page.goto('/accounts');
    await page.route('**/api/search?*', (route) => route.abort());
    const palette = new Palette(page);
    await palette.ask('theme dark');
    await expect(page.getByRole('alert').filter({ hasText: 'did not answer' })).toBeVisible();
    // What needs no search is there all the same.
    await expect(palette.option('Theme: dark')).toHaveCount(1);
    await page.unroute('**/api/search?*');
    await page.getByRole('button', { name: 'Search again' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'did not answer' })).toHaveCount(0);
    await expect(palette.option('Theme: dark')).toHaveCount(1);
  });
});

test.describe('as an operator', () => {
  test.use({ storageState: authFile('operator') });

  test('a template is found, and a change by its reason', async ({ page }) => {
    const name = unique('Quince Parade');
    const { api, account, template } = await setStage(name);
    const reason = `Quince season ${account}`;
    await applyEdits(api, [{ op: 'account.override', account, set: { documents: 'on' } }], reason);
    await page.goto('/');
    const palette = new Palette(page);
    await palette.ask(`template ${name}`);
    const found = palette.option(template);
    await expect(found).toContainText(`${name} template`);
    await found.click();
    await expect(page).toHaveURL(new RegExp(`/templates/${template}$`));

    await palette.ask(reason);
    await palette.option(reason).click();
    await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}$/);
    await expect(page.getByText(reason).first()).toBeVisible();
  });

  test('a cell opens on the page that has it, and unsaved edits stay', async ({ page }) => {
    const { account } = await setStage('Velour Ferry');
    const matrix = MatrixPage.account(page, account);
    await matrix.open();
    await matrix.set('documents', 'Off');
    const palette = new Palette(page);
    await palette.ask('instant payouts');
    await expect(palette.chosen).toContainText('Payouts › Instant payouts');
    await page.keyboard.press('Enter');
    await expect(matrix.why).toContainText('payouts.instant_payouts');
    await expect(matrix.bar).toBeVisible();
  });

  test('elsewhere a cell asks of whom, and comparing asks with whom', async ({ page }) => {
    const name = unique('Bramble Tannery');
    const { account } = await setStage(name);
    await page.goto('/accounts');
    const palette = new Palette(page);
    await palette.ask('payouts bank account');
    await palette.option('payouts.external_account_collection').click();
    await expect(
      page.getByRole('button', { name: 'Take back: Payouts › Bank account' }),
    ).toBeVisible();
    await palette.box.pressSequentially(name);
    await expect(palette.chosen).toContainText(name);
    await page.keyboard.press('Enter');
    await expect(MatrixPage.account(page, account).why).toContainText(
      'payouts.external_account_collection',
    );

    await page.keyboard.press('Escape');
    await palette.ask('compare with');
    await palette.option('Compare this account with…').click();
    await palette.box.pressSequentially('retail');
    await palette.option('Retail').first().click();
    await expect(page).toHaveURL(
      new RegExp(`/compare\\?left=account:${account}&right=template:retail`),
    );
  });

  test('a template is made from anywhere', async ({ page }) => {
    const name = `Palette ${Date.now()}`;
    await page.goto('/accounts');
    await new Palette(page).ask('create template');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'New template' });
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('Reason').fill('A story needs one');
    await dialog.getByRole('button', { name: 'Create template' }).click();
    await expect(page.getByRole('heading', { name })).toBeVisible();
  });

  test('by keyboard: into a new tab, copying an id, and back to where one was', async ({
    page,
    context,
  }) => {
    const name = unique('Cobalt Heron');
    const { account } = await setStage(name);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/accounts');
    const search = page.getByRole('searchbox', { name: 'Search accounts' });
    const palette = new Palette(page);
    await palette.ask('theme dark');
    await page.keyboard.press('Enter');
    const html = page.locator('html');
    await expect(html).toHaveCSS('color-scheme', 'dark');
    await search.focus();
    await palette.ask(name);
    await expect(palette.chosen).toContainText(name);
    await page.keyboard.press('ControlOrMeta+c');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(account);
    const tab = context.waitForEvent('page');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(await tab).toHaveURL(new RegExp(`/accounts/${account}$`));
    // The theme that was chosen by hand is that of later pages, whatever the system has.
    await expect((await tab).locator('html')).toHaveCSS('color-scheme', 'dark');
    await expect(palette.box).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(palette.box).toBeHidden();
    await expect(search).toBeFocused();
  });

  test('? lists the keys', async ({ page }) => {
    await page.goto('/');
    await new Palette(page).ask('?');
    await page.keyboard.press('Enter');
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(list).toContainText('Search or ask');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+/');
    await expect(list).toBeVisible();
  });
});

test.describe('as an admin', () => {
  test.use({ storageState: authFile('admin') });

  test('what is to be made is ready where it is made', async ({ page }) => {
    await page.goto('/accounts');
    const palette = new Palette(page);
    for (const [asked, title, address] of [
      ['new token', 'New token', /\/settings$/],
      ['invite a', 'Invite a person', /\/settings$/],
      ['new rule', 'New rule', /\/rules$/],
    ] as const) {
      await palette.ask(asked);
      await expect(palette.chosen).toContainText(`${title}…`);
      await page.keyboard.press('Enter');
      const window = page.getByRole('dialog', { name: title });
      await expect(window).toBeVisible();
      if (title === 'New rule') await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(window).toBeHidden();
      await expect(page).toHaveURL(address);
    }
  });
});

test.describe('to axe', () => {
  test.use({ storageState: authFile('admin') });

  test('axe finds nothing on the palette, empty, with an answer and with nothing found', async ({
    page,
  }) => {
    await page.goto(ACCOUNT);
    const palette = new Palette(page);
    await palette.open();
    await expect(palette.options.first()).toBeVisible();
    await expectAccessible(page);
    await palette.box.fill('why refund skylark');
    await expect(palette.chosen).toContainText(/O(n|ff), /);
    await expectAccessible(page);
    await palette.box.fill('zzyzx qqq');
    await expect(page.getByText('Nothing matches')).toBeVisible();
    await expectAccessible(page);
  });

  test('axe finds nothing on the menu of who is signed in and on the keys', async ({ page }) => {
    await page.goto('/');
    await (await alive(page.getByRole('button', { name: /Account and theme/ }))).click();
    const menu = page.getByRole('dialog', { name: 'Account and theme' });
    await expect(menu).toBeVisible();
    await expectAccessible(page);
    await menu.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe('at 390 pixels', () => {
  test.use({ viewport: { width: 390, height: 844 }, storageState: authFile('admin') });

  test('the pages are behind a button that says where one is', async ({ page }) => {
    await page.goto('/accounts');
    const main = page.getByRole('navigation', { name: 'Main' });
    await expect(main).toBeHidden();
    await (await alive(page.getByRole('button', { name: 'Menu: Accounts' }))).click();
    await main.getByRole('link', { name: 'Templates' }).click();
    await expect(page).toHaveURL(/\/templates$/);
    await expect(main).toBeHidden();
  });

  test('the palette fits', async ({ page }) => {
    await page.goto('/accounts');
    await (await alive(page.getByRole('button', { name: 'Search or ask' }))).click();
    const palette = new Palette(page);
    await palette.box.fill('why refund skylark');
    await expect(palette.chosen).toContainText(/O(n|ff), /);
    const dialog = await page.getByRole('dialog', { name: 'Search or ask' }).boundingBox();
    expect(dialog?.x).toBeGreaterThanOrEqual(0);
    expect((dialog?.x ?? 0) + (dialog?.width ?? 999)).toBeLessThanOrEqual(390);
  });
});
