import type { Locator, Page } from '@playwright/test';
import { AccountsPage } from '../pages/accounts-page';
import { authFile } from '../support/demo';
import { sessionRequests } from '../support/emulator';
import { applyEdits, setStage } from '../support/story';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('operator') });

/** Follows a figure of the overview to its list, which counts as many accounts, and goes back. */
async function follow(
  page: Page,
  figure: Locator,
  filter: string,
  look: (list: AccountsPage) => Promise<void>,
): Promise<void> {
  const list = new AccountsPage(page);
  let again = false;
  // Other stories make accounts meanwhile: then both are looked at anew.
  await expect(async () => {
    if (again) await page.reload();
    again = true;
    const [count] = /^[\d,]+/.exec((await figure.textContent()) ?? '') ?? [];
    await figure.click();
    await expect(list.chips).toContainText(filter);
    try {
      await expect(page.getByRole('status').filter({ hasText: /\d account/ })).toHaveText(
        new RegExp(`^${count} account`),
        { timeout: 2_000 },
      );
      await look(list);
    } finally {
      await page.goBack();
      await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    }
  }).toPass({ timeout: 30_000 });
}

test('the overview leads from its figures to the lists behind them', async ({ page }) => {
  const { api, account } = await setStage('Short Fuse Fireworks');
  const expiresAt = new Date(Date.now() + 36 * 3_600_000).toISOString();
  await applyEdits(
    api,
    [{ op: 'account.override', account, set: { documents: 'on' }, expiresAt }],
    'For the fair only',
  );

  await page.goto('/');
  await expect(page.getByRole('img', { name: /^Mints by day/ })).toBeVisible();
  await expect(page.getByText('For the fair only')).toBeVisible();
  await page.getByRole('link', { name: /Short Fuse Fireworks Documents on/ }).click();
  await expect(page).toHaveURL(new RegExp(`/accounts/${account}\\?cell=documents`));

  await page.goto('/');
  const templates = page.getByRole('region', { name: 'Accounts by template' });
  const bar = templates.getByRole('listitem').filter({ hasText: 'deviate' }).first();
  const name = (await bar.getByRole('link').first().textContent()) ?? '';
  await follow(page, bar.getByRole('link', { name: /account/ }), name, async ({ rows }) => {
    await expect(rows.filter({ hasNotText: name })).toHaveCount(0);
  });
  await follow(page, bar.getByRole('link', { name: /deviate/ }), 'Deviates', async ({ rows }) => {
    await expect(rows.filter({ hasNotText: /[1-9]\d* overrides/ })).toHaveCount(0);
  });
  const limits = page.getByRole('region', { name: 'Where Stripe’s limits bite' });
  const limit = limits.getByRole('listitem').first();
  await follow(page, limit.getByRole('link'), 'Limited by Stripe at', async ({ rows }) => {
    const cell = new URL(page.url()).searchParams.get('limited');
    const first = await rows.first().getAttribute('data-account');
    const { ceilings } = await (await page.request.get(`/api/accounts/${first}/policy`)).json();
    expect(ceilings).toContainEqual(expect.objectContaining({ cell }));
  });

  await page
    .getByRole('link', { name: /^Mints of .*: \d/ })
    .last()
    .click();
  await expect(page).toHaveURL(/\/audit\?action=session\.mint&from=/);
  const day = new URL(page.url()).searchParams.get('from') ?? '';
  const moments = page.getByRole('table', { name: 'Audit' }).locator('tbody time');
  await expect(moments.first()).toBeVisible();
  const days = await moments.evaluateAll((all) => all.map((time) => time.getAttribute('datetime')));
  expect(days.filter((at) => !at?.startsWith(day))).toEqual([]);
  await page.goBack();

  await page.getByRole('link', { name: 'All with an expiry' }).click();
  await expect(page).toHaveURL(/expiring=true/);
  await expect(page.getByRole('table', { name: 'Accounts' })).toContainText('Short Fuse Fireworks');
});

test('the merchant’s view loses the refund button with its cell, says why, and never mints', async ({
  page,
}) => {
  const { api, account } = await setStage('Velvet Anvil');
  const refund = page.locator('[data-cell="payments.refund_management"]').first();
  await applyEdits(api, [
    { op: 'account.override', account, set: { 'payments.refund_management': 'on' } },
  ]);
  const minted = (await sessionRequests(account)).length;

  await page.goto(`/accounts/${account}`);
  await page.getByRole('link', { name: 'Merchant’s view' }).click();
  await page.goto(`/accounts/${account}/view?component=payments`);
  await expect(refund).toHaveAttribute('data-state', 'present');

  await applyEdits(
    api,
    [
      {
        op: 'account.override',
        account,
        set: { 'payments.refund_management': 'off' },
        note: 'Refunds go through us',
      },
    ],
    'Too many refunds',
  );
  await page.reload();
  await expect(refund).toHaveAttribute('data-state', 'missing');
  await refund.getByRole('button').hover();
  const why = page.getByRole('dialog', { name: /^Why .* is missing$/ });
  await expect(why).toContainText('“Refunds” is off');
  await expect(why).toContainText('Override of this account');
  await expect(why).toContainText('“Refunds go through us”');
  await expect(why).toContainText('payments.refund_management');
  expect(await sessionRequests(account)).toHaveLength(minted);
});
