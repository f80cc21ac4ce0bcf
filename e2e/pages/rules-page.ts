import { expect, type Locator, type Page } from '@playwright/test';

/** The pages of rules as a person uses them. */
export class RulesPage {
  /** The rules in their order. */
  readonly rows: Locator;
  /** The bar with the edits that are not saved. */
  readonly bar: Locator;
  readonly dialog: Locator;
  /** What was last said of a move. */
  readonly said: Locator;
  readonly trial: Locator;

  constructor(readonly page: Page) {
    this.rows = page.getByRole('list', { name: 'Rules', exact: true }).getByRole('listitem');
    this.bar = page.getByRole('region', { name: 'Edits that are not saved' });
    this.dialog = page.getByRole('dialog');
    this.said = page.getByRole('status').filter({ hasText: 'place' });
    this.trial = page.getByRole('region', { name: 'Try on an account' });
  }

  async open(part: '' | '/approvals' | '/guardrails' = ''): Promise<void> {
    await this.page.goto(`/rules${part}`);
    // Moments stand in the reader's own zone once the page is alive, and with it all buttons work.
    await expect(this.page.getByText('Decided by')).not.toContainText('UTC:');
  }

  /** Adds a rule for an email domain at the end. */
  async addForDomain(domain: string, template: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add a rule' }).click();
    await this.dialog.getByRole('textbox', { name: 'Email domain' }).fill(domain);
    await this.dialog.getByRole('textbox', { name: 'Email domain' }).press('Enter');
    await this.dialog.getByLabel('Gives the template').selectOption({ label: template });
    await this.dialog.getByRole('button', { name: 'Add rule' }).click();
    await expect(this.dialog).toBeHidden();
  }

  /** Tries the rules of the page on an account. */
  async tryOn(name: string): Promise<void> {
    await this.trial.getByRole('combobox').fill(name);
    await this.trial.getByRole('option', { name }).first().click();
    await expect(this.trial.getByRole('link', { name })).toBeVisible();
  }

  /** Opens the review of the edits. */
  async review(): Promise<void> {
    await this.bar.getByRole('button', { name: 'Review and save' }).click();
    await expect(this.dialog).toContainText('What changes');
  }
}
