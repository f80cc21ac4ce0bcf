import { expect, type Locator, type Page } from '@playwright/test';
import { alive } from '../support/alive';

type Setting = 'Inherit' | 'On' | 'Off';

/** A page whose heart is the matrix: an account's or a template's. */
export class MatrixPage {
  readonly grid: Locator;
  readonly why: Locator;
  readonly bar: Locator;

  constructor(
    readonly page: Page,
    readonly path: string,
  ) {
    this.grid = page.getByRole('grid');
    this.why = page.getByRole('dialog', { name: /^Why/ });
    this.bar = page.getByRole('region', { name: 'Edits that are not saved' });
  }

  static account(page: Page, id: string): MatrixPage {
    return new MatrixPage(page, `/accounts/${id}`);
  }

  static template(page: Page, key: string): MatrixPage {
    return new MatrixPage(page, `/templates/${key}`);
  }

  async open(): Promise<void> {
    await this.page.goto(this.path);
    await this.ready();
  }

  /** Waits until the matrix listens. */
  async ready(): Promise<void> {
    await alive(this.grid);
  }

  /** A cell by its name in the catalog, e.g. `payments.refund_management`. */
  cell(name: string): Locator {
    return this.grid.locator(`[data-cell="${name}"]`);
  }

  /** Opens a cell's explanation by a click and waits until it is there. */
  async explain(name: string): Promise<Locator> {
    await this.cell(name).click();
    await expect(this.why).toContainText(name);
    return this.why;
  }

  /** Drafts a setting for a cell, as one does with the mouse. */
  async set(name: string, setting: Setting): Promise<void> {
    const why = await this.explain(name);
    // Where there is no room below the cell it stands above it, and what is still to come moves it.
    if (this.path.startsWith('/accounts')) {
      await expect(why.getByRole('heading', { name: 'Over time' })).toBeVisible();
    }
    await expect(why.locator('.animate-pulse')).toHaveCount(0);
    await why
      .locator('label')
      .filter({ hasText: new RegExp(`^${setting}`) })
      .click();
    await expect(why.getByRole('radio', { name: new RegExp(`^${setting}`) })).toBeChecked();
    await this.page.keyboard.press('Escape');
    await expect(this.why).toBeHidden();
  }

  /** The message's button that takes the last save back. */
  get undo(): Locator {
    return this.page.getByRole('button', { name: /^Undo/ });
  }

  /** Expects the heading of a group to stay in sight while one scrolls down to its last row. */
  async expectStickyHeading(group: string): Promise<void> {
    const size = this.page.viewportSize() ?? { width: 1280, height: 720 };
    // Low enough for every group to be scrolled through.
    await this.page.setViewportSize({ ...size, height: 300 });
    const rows = this.grid.getByRole('rowgroup', { name: group, exact: true }).getByRole('row');
    await rows.last().evaluate((row) => row.scrollIntoView({ block: 'start' }));
    await expect
      .poll(() => rows.first().evaluate((row) => Math.round(row.getBoundingClientRect().top)))
      .toBe(0);
    await this.page.setViewportSize(size);
  }

  /** Saves the draft and waits until the bar is gone, which says that it was taken. */
  async save(reason: string): Promise<void> {
    await this.bar.getByLabel('Reason').fill(reason);
    await this.bar.getByRole('button', { name: 'Save' }).click();
    await expect(this.bar).toBeHidden();
  }
}
