import { expect, type Locator, type Page } from '@playwright/test';
import { alive, allAlive } from '../support/alive';

/** The page of one change as a person uses it. */
export class ChangePage {
  /** Where the change stands, with what can be done. */
  readonly standing: Locator;
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.standing = page.getByRole('region', { name: 'Where it stands' });
    this.dialog = page.getByRole('dialog').filter({ has: page.getByRole('heading') });
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`/changes/${id}`);
    await expect(this.standing).toBeVisible();
    await allAlive(this.page);
  }

  section(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  act(name: string): Locator {
    return this.standing.getByRole('button', { name, exact: true });
  }

  /** Does an act that asks nothing, and waits until the page says that it is done. */
  async do(name: string, headline: string): Promise<void> {
    await (await alive(this.act(name))).click();
    await expect(this.standing.getByRole('heading')).toContainText(headline);
  }

  /** Opens the window of an act. */
  async ask(name: string): Promise<Locator> {
    await (await alive(this.act(name))).click();
    await expect(this.dialog).toBeVisible();
    return this.dialog;
  }

  /** Answers the window with its button, and waits until it is done. */
  async answer(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name, exact: true }).click();
    await expect(this.dialog).toBeHidden();
  }
}
