import { expect, type Locator, type Page } from '@playwright/test';

/** The palette: the box to search and ask in, over whatever page is open. */
export class Palette {
  readonly box: Locator;
  readonly options: Locator;

  constructor(readonly page: Page) {
    this.box = page.getByRole('combobox', { name: 'Search or ask' });
    this.options = page.getByRole('dialog', { name: 'Search or ask' }).getByRole('option');
  }

  /** Waits until the page listens to the palette's keys. */
  async ready(): Promise<void> {
    await expect(this.page.locator('button[aria-keyshortcuts]')).toBeAttached();
  }

  /** Opens it by its keys and waits until one can type. */
  async open(): Promise<void> {
    await this.ready();
    await this.page.keyboard.press('ControlOrMeta+k');
    await expect(this.box).toBeFocused();
  }

  /** Opens it and types, as one who does not wait for anything. */
  async ask(text: string): Promise<void> {
    await this.open();
    await this.box.pressSequentially(text);
  }

  /** One line by words in it. */
  option(words: string | RegExp): Locator {
    return this.options.filter({ hasText: words });
  }

  /** The line that Enter would choose. */
  get chosen(): Locator {
    return this.options.and(this.page.locator('[aria-selected="true"]'));
  }
}
