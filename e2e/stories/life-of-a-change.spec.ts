import type { APIRequestContext, Browser, Page } from '@playwright/test';
import { ChangePage } from '../pages/change-page';
import { MatrixPage } from '../pages/matrix-page';
import { authFile, type Role } from '../support/demo';
import { signedIn } from '../support/people';
import { setStage } from '../support/story';
import { expect, test } from '../support/test';

const REFUNDS = 'payments.refund_management';
const RULE = 'Refunds are looked at';
const REASON = 'Retail may refund';

let admin: APIRequestContext;
let operator: APIRequestContext;

async function setRules(rules: object[]): Promise<void> {
  const data = {
    reason: 'Who looks at refunds',
    edits: [{ op: 'approvals.replace', rules }],
  };
  const answer = await admin.post('/api/changes', { data });
  expect(answer.ok(), await answer.text()).toBe(true);
}

test.beforeAll(async () => {
  admin = await signedIn('admin');
  operator = await signedIn('operator');
  await setRules([{ name: RULE, when: { turnsOn: [REFUNDS] }, approvers: 1, by: 'admin' }]);
});

test.afterAll(async () => {
  await setRules([]);
  await admin.dispose();
  await operator.dispose();
});

async function pageOf(browser: Browser, role: Role): Promise<Page> {
  const context = await browser.newContext({ storageState: authFile(role) });
  return context.newPage();
}

/** An operator edits the template, looks at what that does, and hands it in; returns the change. */
async function handIn(page: Page, template: string, name: string): Promise<string> {
  const matrix = MatrixPage.template(page, template);
  await matrix.open();
  await matrix.set(REFUNDS, 'On');
  await matrix.bar.getByRole('button', { name: 'Review…' }).click();
  const review = page.getByRole('dialog', { name: 'Review before it applies' });
  await expect(review.getByRole('row', { name: /^Payments, Refunds 1 0/ })).toBeVisible();
  await expect(review.getByRole('list', { name: 'Accounts that it touches' })).toContainText(name);
  await expect(review).toContainText(RULE);
  await review.getByLabel('Reason').fill(REASON);
  await review.getByRole('button', { name: 'Submit for approval' }).click();
  await expect(review).toBeHidden();
  await expect(matrix.bar).toBeHidden();
  await page
    .getByRole('region', { name: /touch(es)? this template/ })
    .getByRole('link', { name: REASON })
    .click();
  await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** An admin finds what waits for approval, and approves it. */
async function approve(page: Page, id: string): Promise<void> {
  await page.goto('/changes?status=in_review');
  await page.locator(`a[href$="${id}"]`).first().click();
  await new ChangePage(page).do('Approve', 'Ready, and not in force yet');
}

test('drafted, asked for, edited so that the approval falls, approved, applied at its time, seen as of then, taken back', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const name = 'Long Way Round Luggage';
  const { api, account, template } = await setStage(name);
  const author = await pageOf(browser, 'operator');
  const approver = await pageOf(browser, 'admin');
  const id = await handIn(author, template, name);
  const written = new ChangePage(author);
  await expect(written.standing).toContainText('Waiting for approval');
  const read = async () => (await api.get(`/api/changes/${id}`)).json();
  const refunds = async () => {
    const { components } = await (await api.get(`/api/accounts/${account}/policy`)).json();
    return components.payments.features.refund_management.value;
  };

  await approve(approver, id);
  await author.reload();
  const window = await written.ask('Edit');
  await window.getByLabel('Reason').fill(`${REASON} from today on`);
  await written.answer('Save');
  await expect(written.standing).toContainText('Waiting for approval');
  await expect(written.section('Approvals')).toContainText('Nobody approved it.');
  await approve(approver, id);
  expect(await refunds()).toBe(false);

  const applyAt = new Date(Date.now() + 4_000).toISOString();
  const scheduled = await operator.post(`/api/changes/${id}/schedule`, { data: { applyAt } });
  expect(await scheduled.json()).toMatchObject({ status: 'scheduled' });
  await author.reload();
  await expect(written.standing).toContainText(/Scheduled|In force since/);
  await expect.poll(async () => (await read()).status, { timeout: 20_000 }).toBe('applied');
  expect(Date.parse((await read()).appliedAt)).toBeGreaterThanOrEqual(Date.parse(applyAt));
  expect(await refunds()).toBe(true);

  const support = await pageOf(browser, 'support');
  const seen = MatrixPage.account(support, account);
  await seen.open();
  await expect(seen.cell(REFUNDS)).toHaveAccessibleName(/Refunds: on/);
  await support.getByRole('button', { name: 'History' }).click();
  const slider = support.getByRole('slider', { name: 'Moment in time' });
  await slider.focus();
  await support.keyboard.press('ArrowLeft');
  await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(`“${REASON} from today on”`));
  await expect(seen.cell(REFUNDS)).toHaveAccessibleName(/Refunds: on/);
  await support.keyboard.press('ArrowLeft');
  await expect(seen.cell(REFUNDS)).toHaveAccessibleName(/Refunds: off, now on/);

  const applied = new ChangePage(approver);
  await applied.open(id);
  const back = await applied.ask('Revert');
  await expect(back.getByRole('region', { name: 'Goes back' })).toContainText('Refunds');
  await back.getByLabel('Reason').fill('Too many refunds');
  await back.getByRole('button', { name: 'Revert', exact: true }).click();
  await expect(approver.getByRole('heading', { level: 1 })).toHaveText('Too many refunds');
  await expect(applied.standing).toContainText('In force since');
  expect(await refunds()).toBe(false);
  await applied.open(id);
  await expect(applied.standing).toContainText('Taken back');
  for (const page of [author, approver, support]) await page.context().close();
  await api.dispose();
});
