import { expect, type Locator, type Page } from '@playwright/test';

/** The settings as a person uses them. */
export class SettingsPage {
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.dialog = page.getByRole('dialog').filter({ has: page.getByRole('heading') });
  }

  async open(): Promise<void> {
    await this.page.goto('/settings');
    await expect(this.page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  }

  section(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** The rows of a table that say all of these. */
  row(table: string, ...texts: string[]): Locator {
    const rows = this.page.getByRole('table', { name: table, exact: true }).getByRole('row');
    return texts.reduce((found, hasText) => found.filter({ hasText }), rows);
  }

  /** Opens the window of a button. */
  async press(name: string, within: Locator | Page = this.page): Promise<Locator> {
    const button = within.getByRole('button', { name, exact: true });
    // A press goes nowhere before the page's script is there, as it would for a person.
    await expect(async () => {
      if (!(await this.dialog.isVisible())) await button.click({ timeout: 2_000 });
      await expect(this.dialog).toBeVisible({ timeout: 2_000 });
    }).toPass();
    return this.dialog;
  }

  /** Answers the window's question with its button, and waits until it is done. */
  async confirm(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name, exact: true }).click();
    await expect(this.dialog).toBeHidden();
  }

  /** What the window shows this once; the window is closed. */
  async takeSecret(pattern: RegExp): Promise<string> {
    const shown = this.dialog.getByText(pattern);
    await expect(shown).toBeVisible();
    const secret = (await shown.textContent()) ?? '';
    await this.confirm('Done');
    return secret;
  }
}

export const TOKEN = /^sw_[\w-]{43}$/;
export const LINK = /^https?:\/\/[^/]+\/invitation#inv_[\w-]{43}$/;
