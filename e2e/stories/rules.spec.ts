import type { APIRequestContext } from '@playwright/test';
import { RulesPage } from '../pages/rules-page';
import { expectAccessible } from '../support/axe';
import { authFile, demo } from '../support/demo';
import { newAccount } from '../support/emulator';
import { machine, signedIn } from '../support/people';
import { expect, test } from '../support/test';

// The assignment rules are the whole installation's: these stories take turns, and put them back.
test.describe.configure({ mode: 'serial' });

interface Rules {
  revision: number;
  rules: { when: object; template: string }[];
  default: string;
}

let admin: APIRequestContext;
let before: Rules;

const rulesNow = async (): Promise<Rules> => (await admin.get('/api/rules')).json();

async function replaceRules(rules: Rules['rules'], reason: string): Promise<void> {
  const edits = [{ op: 'rules.replace', rules, default: before.default }];
  const answer = await admin.post('/api/changes', { data: { reason, edits } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

test.beforeAll(async () => {
  admin = await signedIn('admin');
  before = await rulesNow();
});

test.afterAll(async () => {
  await replaceRules(before.rules, 'Put the rules back');
  await admin.dispose();
});

test.describe('an admin', () => {
  test.use({ storageState: authFile('admin') });

  test('adds a rule, moves it to the top by keyboard, tries it on an account and saves', async ({
    page,
  }) => {
    const api = await machine(demo().apiToken);
    const name = 'Juniper Jetty';
    const account = await newAccount(name);
    const minted = await api.post('/api/account-sessions', { data: { account } });
    expect(minted.ok(), await minted.text()).toBe(true);
    await api.dispose();

    const rules = new RulesPage(page);
    await rules.open();
    const count = before.rules.length;
    await expect(rules.rows).toHaveCount(count);
    await expect(rules.rows.first()).toContainText(/accounts? match/);

    await rules.addForDomain('shop.example', 'Marketplace seller');
    await expect(rules.rows.last()).toContainText('The email is at shop.example');
    await expect(rules.bar).toContainText('1 edit not saved');
    await page.getByRole('button', { name: `Change rule ${count + 1}`, exact: true }).focus();
    for (let place = count; place >= 1; place--) {
      await page.keyboard.press('Alt+ArrowUp');
      await expect(rules.said).toHaveText(`Moved to place ${place} of ${count + 1}.`);
      await expect(
        page.getByRole('button', { name: `Change rule ${place}`, exact: true }),
      ).toBeFocused();
    }
    await expect(rules.bar).toContainText('added at place 1');

    await rules.tryOn(name);
    await expect(rules.trial).toContainText('Rule 1 gives it Marketplace seller.');
    await expect(rules.trial).toContainText('Now it has');
    const verdicts = rules.trial.getByRole('list', { name: 'Verdicts' });
    await expect(verdicts).toContainText('Rule 1, Marketplace seller: matches first');
    await expect(verdicts).toContainText('the controller is Express, not Custom');

    await rules.review();
    await expect(rules.dialog).toContainText('the email is at shop.example');
    await rules.dialog.getByLabel('Reason').fill('Shops of the market get its template');
    await rules.dialog.getByRole('button', { name: 'Apply now' }).click();
    await expect(rules.bar).toHaveCount(0);
    await expect(page.getByText(`Revision ${before.revision + 1}`)).toBeVisible();
    await expect(page.getByText('Shops of the market get its template')).toBeVisible();
    await expect(rules.rows.first()).toContainText(/accounts? match/);

    const told = await (await admin.get(`/api/rules/match?account=${account}`)).json();
    expect(told).toMatchObject({ template: 'marketplace', by: 'rule' });
    const { counts } = await (await admin.get('/api/rules?counts=true')).json();
    expect(counts.rules[0].taking).toBeGreaterThan(0);
    await expect(rules.rows.first()).toContainText(`${counts.rules[0].matching} account`);
  });

  test('keeps its edits where somebody else was faster, and lays them over what is current', async ({
    page,
  }) => {
    const rules = new RulesPage(page);
    await rules.open();
    const { rules: now } = await rulesNow();
    await rules.addForDomain('edits.example', 'Retail');
    const other = { when: { country: ['IS'] }, template: before.default };
    await replaceRules([other, ...now], 'Iceland first');

    await rules.bar.getByRole('button', { name: 'Review and save' }).click();
    await expect(rules.dialog).toBeVisible();
    await expect(rules.dialog.getByRole('button', { name: 'Apply now' })).toBeDisabled();
    await rules.dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(rules.bar).toContainText('Somebody changed this meanwhile');
    await rules.bar.getByRole('button', { name: 'Load what is current' }).click();
    await expect(rules.rows).toHaveCount(now.length + 2);
    await expect(rules.rows.first()).toContainText('Iceland');
    await expect(rules.rows.last()).toContainText('edits.example');
    await expect(rules.bar).toContainText('1 edit not saved');
    await rules.bar.getByRole('button', { name: 'Discard' }).click();
    await expect(rules.rows).toHaveCount(now.length + 1);
    await expect(rules.bar).toHaveCount(0);
  });

  test('keeps a suggested approval rule as a draft, which asks for nothing yet', async ({
    page,
  }) => {
    const rules = new RulesPage(page);
    await rules.open('/approvals');
    await page.getByRole('button', { name: 'Add an approval rule' }).click();
    await expect(rules.dialog.getByLabel('Name', { exact: true })).toBeVisible();
    await expectAccessible(page);
    await rules.dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Use this: Many accounts' }).click();
    await expect(rules.bar).toContainText('“Many accounts”');
    await rules.review();
    await expect(rules.dialog).toContainText('touches more than 100 accounts needs 1 approval');
    await expectAccessible(page);
    await rules.dialog.getByLabel('Reason').fill('Four eyes for large changes');
    await rules.dialog.getByRole('button', { name: 'Keep as draft' }).click();
    await expect(rules.bar).toHaveCount(0);
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}$/);
    const id = page.url().split('/').at(-1);
    const { rules: inForce } = await (await admin.get('/api/approvals')).json();
    expect(inForce.map(({ name }: { name: string }) => name)).not.toContain('Many accounts');
    const answer = await admin.post(`/api/changes/${id}/withdraw`, { data: {} });
    expect(answer.ok(), await answer.text()).toBe(true);
  });

  test('sees in the review that a guardrail would not hold', async ({ page }) => {
    const rules = new RulesPage(page);
    await rules.open('/guardrails');
    await page.getByRole('button', { name: 'Add a guardrail' }).click();
    await rules.dialog.getByLabel('Name', { exact: true }).fill('Nobody has payments');
    const never = rules.dialog.getByRole('combobox', { name: 'What must never be' });
    await never.fill('Payments');
    await never.press('Enter');
    await expect(rules.dialog).toContainText('An account never has “Payments” on.');
    await expectAccessible(page);
    await rules.dialog.getByRole('button', { name: 'Add guardrail' }).click();
    await rules.bar.getByRole('button', { name: 'Review and save' }).click();
    await expect(rules.dialog).toContainText('Nobody has payments');
    await expect(rules.dialog.getByRole('button', { name: 'Apply now' })).toBeDisabled();
  });
});

test.describe('an operator', () => {
  test.use({ storageState: authFile('operator') });

  test('changes the assignment rules, and only reads approval rules and guardrails', async ({
    page,
  }) => {
    await page.goto('/rules');
    await expect(page.getByRole('button', { name: 'Add a rule' })).toBeVisible();
    const tabs = page.getByRole('navigation', { name: 'Which rules' });
    await tabs.getByRole('link', { name: 'Approvals' }).click();
    await expect(page.getByText('Only admins can change approval rules.')).toBeVisible();
    await tabs.getByRole('link', { name: 'Guardrails' }).click();
    await expect(page.getByText('Only admins can change guardrails.')).toBeVisible();
    await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  });
});

test.describe('support', () => {
  test.use({ storageState: authFile('support') });

  test('reads the rules and tries them, and changes nothing', async ({ page }) => {
    const rules = new RulesPage(page);
    await rules.open();
    await expect(page.getByText('Admins and operators can change these rules.')).toBeVisible();
    await expect(page.getByRole('button', { name: /^(Add|Move|Change|Remove)/ })).toHaveCount(0);
    await rules.tryOn('Juniper Jetty');
    await expect(rules.trial).toContainText('gives it Marketplace seller.');
  });
});
