import type { APIRequestContext, Browser } from '@playwright/test';
import { ChangePage } from '../pages/change-page';
import { expectAccessible } from '../support/axe';
import { authFile, type Role } from '../support/demo';
import { signedIn } from '../support/people';
import { setStage } from '../support/story';
import { expect, test } from '../support/test';

// Approval rules are the whole installation's: these stories take turns, and ask for tags only.
test.describe.configure({ mode: 'serial' });

const RULE = 'Tags are checked';

let admin: APIRequestContext;
let operator: APIRequestContext;

async function setRules(rules: object[]): Promise<void> {
  const edits = [{ op: 'approvals.replace', rules }];
  const data = { reason: 'What tags need', edits };
  const answer = await admin.post('/api/changes', { data });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** A draft of the operator that tags an account. */
async function draftTag(account: string, tag: string): Promise<string> {
  const edits = [{ op: 'account.tag', account, add: [tag] }];
  const data = { reason: `Tag them ${tag}`, edits, draft: true };
  const answer = await operator.post('/api/changes', { data });
  expect(answer.status(), await answer.text()).toBe(202);
  return (await answer.json()).id;
}

async function pageOf(browser: Browser, role: Role): Promise<ChangePage> {
  const context = await browser.newContext({ storageState: authFile(role) });
  return new ChangePage(await context.newPage());
}

test.beforeAll(async () => {
  admin = await signedIn('admin');
  operator = await signedIn('operator');
  await setRules([{ name: RULE, when: { kinds: ['tags'] }, approvers: 1, by: 'admin' }]);
});

test.afterAll(async () => {
  await setRules([]);
  await admin.dispose();
  await operator.dispose();
});

test('a change is drafted, submitted, approved, applied, seen and taken back', async ({
  browser,
}) => {
  const { api, account } = await setStage('Fig and Fennel');
  const id = await draftTag(account, 'market');
  const tags = async () => (await (await api.get(`/api/accounts/${account}`)).json()).tags;

  const author = await pageOf(browser, 'operator');
  await author.open(id);
  await expect(author.standing).toContainText('Draft: nothing of it is in force');
  await expect(author.standing).toContainText(
    `Needs 1 more approval, by an admin; asked for by the rule “${RULE}”.`,
  );
  await expect(author.section('What changes')).toContainText('added market');
  await expect(author.act('Apply')).toHaveCount(0);
  await author.do('Submit for review', 'Waiting for approval');
  await expect(author.act('Approve')).toHaveCount(0);

  const approver = await pageOf(browser, 'admin');
  await approver.page.goto('/changes?status=in_review');
  await approver.page.getByRole('link', { name: 'Tag them market' }).first().click();
  await expect(approver.page).toHaveURL(new RegExp(id));
  await approver.do('Approve', 'Ready, and not in force yet');
  await expect(approver.section('Approvals')).toContainText('Approved');
  expect(await tags()).toEqual([]);

  await author.page.reload();
  await author.do('Apply', 'In force since');
  expect(await tags()).toEqual(['market']);

  const support = await pageOf(browser, 'support');
  await support.open(id);
  await expect(support.section('Life').getByRole('listitem')).toHaveCount(4);
  await expect(support.standing.getByRole('button')).toHaveCount(0);

  await approver.page.reload();
  const preview = await approver.ask('Revert');
  await expect(preview.getByRole('region', { name: 'Goes back' })).toContainText('removed market');
  await expect(preview).toContainText('Needs 1 more approval');
  await preview.getByLabel('Reason').fill('The market is over');
  await preview.getByRole('button', { name: 'Revert', exact: true }).click();
  await expect(approver.page.getByRole('heading', { level: 1 })).toHaveText('The market is over');
  await expect(approver.standing).toContainText('Waiting for approval');
  const words = await approver.ask('Apply in an emergency');
  await words.getByLabel('What is the emergency?').fill('No other admin is awake');
  await approver.answer('Apply in an emergency');
  await expect(approver.section('Life')).toContainText('No other admin is awake');
  expect(await tags()).toEqual([]);

  await approver.page.getByRole('link', { name: 'Tag them market' }).click();
  await expect(approver.standing).toContainText('Taken back');
  await expect(approver.page.getByText('Reverted by')).toBeVisible();
  for (const { page } of [author, approver, support]) await page.context().close();
  await api.dispose();
});

test('an approval of what is no longer so is refused calmly, and the page shows what is', async ({
  browser,
}) => {
  const { api, account } = await setStage('Pepper and Plum');
  const id = await draftTag(account, 'fair');
  await operator.post(`/api/changes/${id}/submit`, { data: {} });
  const approver = await pageOf(browser, 'admin');
  await approver.open(id);

  const edits = [{ op: 'account.tag', account, add: ['fair', 'wholesale'] }];
  const data = { reason: 'Tag them fair and more', edits };
  const edited = await operator.put(`/api/changes/${id}`, { data });
  expect(edited.ok(), await edited.text()).toBe(true);

  await approver.act('Approve').click();
  await expect(approver.standing.getByRole('status')).toContainText(
    'Not done, and nothing is lost',
  );
  await expect(approver.section('What changes')).toContainText('added fair, wholesale');
  await expect(approver.section('Approvals')).toContainText('Nobody approved it.');
  await approver.do('Approve', 'Ready, and not in force yet');
  await approver.page.context().close();
  await api.dispose();
});

test('its author takes an edit out and sets a time; a reviewer rejects it with a word', async ({
  browser,
}) => {
  const { api, account } = await setStage('Quince Quarter');
  const id = await draftTag(account, 'autumn');
  const edits = ['autumn', 'cider'].map((tag) => ({ op: 'account.tag', account, add: [tag] }));
  await operator.put(`/api/changes/${id}`, { data: { reason: 'Two tags', edits } });

  const author = await pageOf(browser, 'operator');
  await author.open(id);
  const window = await author.ask('Edit');
  await expect(window).toContainText('Saving drops all approvals');
  await window.getByLabel('Reason').fill('One tag is enough');
  await window.getByRole('button', { name: /^Remove edit 2/ }).click();
  await expect(window.getByRole('button', { name: /^Remove edit 1/ })).toBeDisabled();
  await author.answer('Save');
  await expect(author.page.getByRole('heading', { level: 1 })).toHaveText('One tag is enough');
  await expect(author.section('What changes')).not.toContainText('cider');
  await author.do('Submit for review', 'Waiting for approval');

  const reviewer = await pageOf(browser, 'admin');
  await reviewer.open(id);
  const why = await reviewer.ask('Reject');
  await expectAccessible(reviewer.page);
  await why.getByLabel('Why').fill('Autumn is over');
  await reviewer.answer('Reject');
  await expect(reviewer.standing).toContainText('Rejected: it never was in force');
  await expect(reviewer.section('Life')).toContainText('Autumn is over');
  for (const { page } of [author, reviewer]) await page.context().close();
  await api.dispose();
});
