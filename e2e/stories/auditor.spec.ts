import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { authFile } from '../support/demo';
import { applyEdits, setStage } from '../support/story';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('auditor') });

/** The text of the file that a link of the page hands out. */
async function download(page: Page, link: RegExp): Promise<string> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: link }).click();
  return readFile(await (await waiting).path(), 'utf8');
}

test('the auditor finds what was done to an account, exports just that, and changes nothing', async ({
  page,
  baseURL,
}) => {
  const { api, account } = await setStage('Quiet Ledger');
  const edits = [{ op: 'account.override', account, set: { payouts: 'off' } }];
  await applyEdits(api, edits, 'Frozen, while "Quiet, Ledger" is looked into');

  await page.goto('/audit');
  await page.getByLabel('Subject').fill(account);
  await expect(page).toHaveURL(new RegExp(`subject=${account}`));
  await page.getByLabel('Action').selectOption({ label: 'Overrides' });
  await expect(page).toHaveURL(/action=account\.override/);
  await expect(page.getByRole('table', { name: 'Audit' }).getByRole('row')).toHaveCount(2);

  const [head, line, ...rest] = (await download(page, /^CSV/)).trim().split('\r\n');
  expect(head).toMatch(/^id,at,actor_kind,/);
  expect(line).toContain(`account.override,account,${account}`);
  expect(line).toContain('"Frozen, while ""Quiet, Ledger"" is looked into"');
  expect(rest).toEqual([]);
  expect(JSON.parse(await download(page, /^NDJSON/))).toMatchObject({
    action: 'account.override',
    subject: { kind: 'account', id: account },
    after: { overrides: { payouts: { setting: 'off' } } },
  });

  await page.goto(`/accounts/${account}`);
  await expect(page.getByRole('grid')).toHaveAttribute('aria-readonly', 'true');
  const refused = await page.request.post('/api/changes', {
    headers: { origin: baseURL ?? '' },
    data: { reason: 'Let me', edits },
  });
  expect(refused.status()).toBe(403);
});

test('an address with a filter that is not one of ours says so', async ({ page }) => {
  await page.goto('/audit?outcome=won&change=1');
  await expect(page.getByText('a filter that is not one of ours')).toBeVisible();
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page.getByRole('table', { name: 'Audit' })).toBeVisible();
});
