import { AccountsPage } from '../pages/accounts-page';
import { expectAccessible } from '../support/axe';
import { authFile, demo } from '../support/demo';
import { holdJob } from '../support/held-job';
import { manyAccounts } from '../support/many-accounts';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('operator') });

test('everything that a filter finds is tagged: impact first, then a job to its end', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const name = await manyAccounts(130);
  const accounts = new AccountsPage(page);
  await accounts.open(`?q=${name}`);
  await page.getByRole('checkbox', { name: 'Select all accounts on this page' }).check();
  await expect(accounts.bar).toContainText('50 selected');
  await accounts.bar.getByRole('button', { name: 'Select all 130 that match' }).click();
  await expect(accounts.bar).toContainText('All 130 that match');
  await accounts.begin('Tags…');
  await accounts.dialog.getByLabel('Add tags').fill('bulk-story');
  await expect(accounts.outcome).toContainText('130 of 130 accounts change.');
  await expectAccessible(page);
  await accounts.dialog.getByLabel('Reason').fill('A story of many');
  await accounts.dialog.getByRole('button', { name: 'Change tags' }).click();

  await expect(page).toHaveURL(/\/changes\/bulk\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { name: 'Tags: add bulk-story' })).toBeVisible();
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 60_000 });
  const progress = page.getByRole('progressbar', { name: 'Progress of this job' });
  await expect(progress).toHaveAttribute('aria-valuetext', '130 of 130 accounts');
  await expect(page.getByRole('table', { name: 'Chunks' }).getByRole('row')).toHaveCount(3);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Chunk 1' }).click();
  await expect(page.getByRole('heading', { name: 'A story of many' })).toBeVisible();

  await page.goto('/changes/bulk');
  const row = page.getByRole('table', { name: 'Bulk jobs' }).getByRole('row').filter({
    hasText: 'Tags: add bulk-story',
  });
  await expect(row.first()).toContainText('130 of 130 accounts');
  await expectAccessible(page);
});

test('more accounts than a page waits for are counted once it is there', async ({ page }) => {
  const name = await manyAccounts(1100);
  let letGo = () => {};
  const seen = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/api/accounts/count?*', async (route) => {
    await seen;
    await route.continue();
  });
  const accounts = new AccountsPage(page);
  await accounts.open(`?q=${name}`);
  await expect(accounts.count).toHaveText('1,000+ accounts, at least 0 deviate');
  await page.getByRole('checkbox', { name: 'Select all accounts on this page' }).check();
  await expect(
    accounts.bar.getByRole('button', { name: 'Select all 1,000+ that match' }),
  ).toBeVisible();
  letGo();
  await expect(accounts.count).toHaveText('1,100 accounts, 0 deviate from the template');
  await accounts.bar.getByRole('button', { name: 'Select all 1,100 that match' }).click();
  await expect(accounts.bar).toContainText('All 1,100 that match');
});

test('a job is paused, resumed and cancelled; what is changed stays', async ({ page }) => {
  test.setTimeout(120_000);
  // More than some chunks, of whatever size.
  const accounts = 3500;
  const name = await manyAccounts(accounts);
  const answer = await page.request.post('/api/bulk-jobs', {
    headers: { origin: demo().url },
    data: {
      act: { op: 'account.tag', add: ['paused-story'] },
      filter: { q: name },
      reason: 'To be paused',
    },
  });
  expect(answer.status(), await answer.text()).toBe(202);
  const { id } = await answer.json();
  const first = await holdJob(id);
  expect(first.done).toBeLessThan(accounts);
  await page.goto(`/changes/bulk/${id}`);
  const progress = page.getByRole('progressbar', { name: 'Progress of this job' });
  await expect(progress).toHaveAttribute('aria-valuenow', String(first.done));
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await first.letGo();
  await page.reload();
  await expect(progress).toHaveAttribute('aria-valuenow', String(first.done));

  const next = holdJob(id, first.done);
  await page.getByRole('button', { name: 'Resume' }).click();
  const second = await next;
  expect(second.done).toBeLessThan(accounts);
  await expect(progress).toHaveAttribute('aria-valuenow', String(second.done));
  await page.getByRole('button', { name: 'Cancel job' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancel job?' });
  await dialog.getByRole('button', { name: 'Cancel job' }).click();
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible();
  await second.letGo();
  await page.reload();
  await expect(progress).toHaveAttribute('aria-valuenow', String(second.done));
  await expect(page.getByText('What was changed stays', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeHidden();
});

test('a file that is wrong is told line by line; put right, it is imported', async ({ page }) => {
  const name = await manyAccounts(2);
  const found = await page.request.get(`/api/accounts?format=csv&q=${name}`);
  const lines = (await found.text()).trim().split('\r\n').slice(1);
  const [first, second] = lines.map((line) => line.split(',')[0]);
  const file = (text: string) => ({
    name: 'policy.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });
  await page.goto('/accounts');
  await page.getByRole('link', { name: 'Import CSV' }).click();
  const input = page.getByLabel('File', { exact: true });
  await input.setInputFiles(file(`account;payments\n${first};maybe\nacct_1Nobody;on\n`));
  const report = page.getByRole('table', { name: 'What is wrong with the file' });
  await expect(report.getByRole('row')).toHaveCount(3);
  await expect(report).toContainText('"maybe" is none of on, off and inherit.');
  await expect(report).toContainText('There is no account "acct_1Nobody".');
  await expect(page.getByRole('button', { name: 'Start import' })).toBeDisabled();
  await expectAccessible(page);

  await input.setInputFiles(file(`account;payments\n${first};on\n${second};on\n`));
  await expect(page.getByRole('region', { name: 'What will happen' })).toContainText(
    '2 of 2 accounts change.',
  );
  await page.getByLabel('Reason').fill('From a file');
  await page.getByRole('button', { name: 'Start import' }).click();
  await expect(page.getByRole('heading', { name: 'Import policy.csv' })).toBeVisible();
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
});
