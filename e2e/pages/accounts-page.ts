import { expect, type Locator, type Page } from '@playwright/test';

type Act = 'Assign template…' | 'Tags…' | 'Override…' | 'Clear overrides…';

/** The list of accounts as a person uses it. */
export class AccountsPage {
  readonly search: Locator;
  readonly table: Locator;
  /** The accounts' rows, without the head. */
  readonly rows: Locator;
  readonly chips: Locator;
  /** How many accounts the filters find. */
  readonly count: Locator;
  /** What can be done with the selected accounts. */
  readonly bar: Locator;
  readonly dialog: Locator;
  /** What the dry run said. */
  readonly outcome: Locator;

  constructor(readonly page: Page) {
    this.search = page.getByRole('searchbox', { name: 'Search accounts' });
    this.table = page.getByRole('table', { name: 'Accounts' });
    this.rows = this.table.locator('tbody').getByRole('row');
    this.chips = page.getByRole('list', { name: 'Applied filters' });
    this.count = page.getByRole('status').filter({ hasText: /accounts?, / });
    this.bar = page.getByRole('region', { name: 'Selected accounts' });
    this.dialog = page.getByRole('dialog');
    this.outcome = this.dialog.getByRole('region', { name: 'What will happen' });
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(`/accounts${query}`);
    await expect(this.page.getByRole('heading', { name: 'Accounts' })).toBeVisible();
  }

  /** Opens the list and waits until its scripts are there: the address then follows the search. */
  async openAlive(): Promise<void> {
    await this.open();
    await this.search.fill('owner');
    await expect(this.page).toHaveURL(/\?q=owner$/);
    await expect(this.rows.nth(6)).toBeVisible();
  }

  /** Searches for a text and waits until that many accounts are left. */
  async find(text: string, accounts: number): Promise<void> {
    await this.search.fill(text);
    await expect(this.page).toHaveURL((url) => (url.searchParams.get('q') ?? '') === text);
    await expect(this.rows).toHaveCount(accounts);
  }

  /** A choice in the panel that stands behind the Filters button. */
  async filter(label: string, option: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Filters/ }).click();
    const panel = this.page.getByRole('dialog', { name: 'Filters' });
    await panel.getByLabel(label).selectOption(option);
    await this.page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
  }

  column(title: string): Locator {
    return this.table.getByRole('columnheader', { name: title });
  }

  /** Opens the choice of columns, as a fieldset to check and uncheck in. */
  async chooseColumns(): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Columns' }).click();
    return this.page.getByRole('dialog', { name: 'Columns' });
  }

  checkbox(account: string): Locator {
    return this.rows.getByRole('checkbox', { name: `Select ${account}` });
  }

  async begin(act: Act): Promise<void> {
    await this.bar.getByRole('button', { name: act }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Gives the reason, applies, and waits for what is said then. */
  async apply(button: string, reason: string, said: string): Promise<void> {
    await this.dialog.getByLabel('Reason').fill(reason);
    await this.dialog.getByRole('button', { name: button }).click();
    await expect(this.dialog).toBeHidden();
    await expect(this.page.getByText(said, { exact: true })).toBeVisible();
    await expect(this.bar).toBeHidden();
  }
}
