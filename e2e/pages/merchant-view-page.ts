import { expect, type Locator, type Page } from '@playwright/test';

const FAKE = 'e2e/support/fake-connect.js';

/** How the stand-in for Stripe's Connect.js saw the page. */
interface Fake {
  log: string[];
  refresh: () => Promise<void>;
}

declare global {
  interface Window {
    fakeConnect?: Fake;
    fakeConnectFails?: { type: string; message: string };
  }
}

/** An account's dashboard as its merchant sees it, drawn or live. */
export class MerchantViewPage {
  readonly load: Locator;
  readonly dialog: Locator;
  readonly end: Locator;
  readonly live: Locator;
  /** Everything that the page asked of Stripe, and every session that it asked for. */
  readonly asked: string[] = [];

  constructor(
    readonly page: Page,
    readonly account: string,
  ) {
    this.load = page.getByRole('button', { name: 'Load live components…' });
    this.dialog = page.getByRole('dialog', { name: 'Load live components?' });
    this.end = page.getByRole('button', { name: 'End live preview' });
    this.live = page.getByRole('region', { name: 'Dashboard, live' });
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (/(^|\.)stripe\.com$/.test(url.hostname)) this.asked.push(url.hostname);
      if (url.pathname.startsWith('/api/account-sessions')) this.asked.push('session');
    });
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(`/accounts/${this.account}/view${query}`);
    await expect(this.side(/./).first()).toBeVisible();
  }

  /** One of the drawn dashboards, by its title. */
  side(title: string | RegExp): Locator {
    return this.page.getByRole('region', {
      name: typeof title === 'string' ? `Dashboard, ${title}` : title,
    });
  }

  /** Puts the stand-in where Stripe's script is fetched from; Stripe itself is never asked. */
  async fakeStripe(): Promise<void> {
    await this.page.route('https://connect-js.stripe.com/**', (route) =>
      route.fulfill({ path: FAKE, contentType: 'text/javascript' }),
    );
  }

  /** Goes through the dialog, as somebody does who means it. */
  async begin(reason: string): Promise<void> {
    await this.load.click();
    await this.dialog.getByLabel('Reason').fill(reason);
    await this.dialog.getByRole('button', { name: 'Create session and load' }).click();
    await expect(this.end).toBeVisible();
  }

  /** Has the stand-in ask for another secret, as Stripe's script does when a session runs out. */
  async refresh(): Promise<void> {
    await this.page.evaluate(() => window.fakeConnect?.refresh());
  }

  async log(): Promise<string[]> {
    return this.page.evaluate(() => window.fakeConnect?.log ?? []);
  }

  /** How often the stand-in was told to log out, in this tab. */
  async logouts(): Promise<number> {
    return this.page.evaluate(() => Number(sessionStorage.getItem('fakeLogouts') ?? 0));
  }

  /** All that the tab holds in sight or keeps: its document and its storages. */
  async everything(): Promise<string> {
    const kept = await this.page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
    );
    return `${await this.page.content()}\n${kept}`;
  }
}
