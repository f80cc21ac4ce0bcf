import { expect, type Locator, type Page } from '@playwright/test';

type Side = 'left' | 'right';

/** The page that sets two accounts or templates side by side. */
export class ComparePage {
  readonly copyButton: Locator;
  readonly copy: Locator;

  constructor(readonly page: Page) {
    this.copyButton = page.getByRole('button', { name: 'Copy overrides' });
    this.copy = page.getByRole('dialog', { name: 'Copy overrides' });
  }

  /** Opens the page with its sides as the address has them, e.g. `template:retail`. */
  async open(sides: { left?: string; right?: string } = {}): Promise<void> {
    await this.page.goto(`/compare?${new URLSearchParams(sides)}`);
    await expect(this.page.getByRole('heading', { name: 'Compare', exact: true })).toBeVisible();
  }

  /** The card of one side. */
  side(side: Side): Locator {
    return this.page.getByRole('region', { name: side === 'left' ? 'Left' : 'Right' });
  }

  /** Finds an account by typing and chooses the first one with the keyboard. */
  async pickAccount(side: Side, text: string): Promise<void> {
    const field = this.page.getByRole('combobox', { name: `Find an account for the ${side}` });
    await field.fill(text);
    const found = this.page.getByRole('listbox', { name: 'Accounts' }).getByRole('option');
    await expect(found.first()).toContainText(text);
    await field.press('Enter');
    await expect(this.side(side).getByRole('link', { name: text })).toBeVisible();
  }

  /** The cells that are shown, in order. */
  cells(): Locator {
    return this.page.locator('[role="row"][data-cell]');
  }

  /** One cell's row by the cell's name in the catalog. */
  row(cell: string): Locator {
    return this.page.locator(`[role="row"][data-cell="${cell}"]`);
  }

  /** Both sides of a cell, each a link to its explanation. */
  sideOf(cell: string, side: Side): Locator {
    return this.row(cell)
      .getByRole('link')
      .nth(side === 'left' ? 0 : 1);
  }

  /** Shows more or less of the comparison. */
  async show(name: 'Values that differ' | 'All differences' | 'All cells'): Promise<void> {
    const link = this.page.getByRole('navigation', { name: 'Show' }).getByRole('link', { name });
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'true');
  }
}
