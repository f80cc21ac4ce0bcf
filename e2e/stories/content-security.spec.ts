import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { MerchantViewPage } from '../pages/merchant-view-page';
import { Palette } from '../pages/palette';
import { SettingsPage } from '../pages/settings-page';
import { alive } from '../support/alive';
import { authFile, demo } from '../support/demo';
import { complaintsOf, expectOwnNonce } from '../support/page-policy';
import { ACCOUNT, PAGES } from '../support/pages';
import { signedIn } from '../support/people';
import { setStage } from '../support/story';
import { expect, test } from '../support/test';

const STRIPE = 'https://connect-js.stripe.com/v1.0/connect.js';

declare global {
  interface Window {
    /** Marks a document: whatever loads another takes it away. */
    stillHere?: boolean;
  }
}

/** Whether this document lets a script of its own load Stripe's. */
async function letsStripeIn(page: Page): Promise<boolean> {
  await page.route('https://connect-js.stripe.com/**', (route) =>
    route.fulfill({ body: '', contentType: 'text/javascript' }),
  );
  return page.evaluate(
    (src) =>
      new Promise<boolean>((resolve) => {
        const script = Object.assign(document.createElement('script'), { src });
        script.onload = () => resolve(true);
        script.onerror = () => resolve(false);
        document.head.append(script);
      }),
    STRIPE,
  );
}

/** Goes somewhere by a link, and returns whether that loaded a document. */
async function loadsDocument(page: Page, link: Locator, to: RegExp): Promise<boolean> {
  // Until then it is the browser's own, which loads a document whatever it leads to.
  await alive(link);
  await page.evaluate(() => {
    window.stillHere = true;
  });
  await link.click();
  await expect(page).toHaveURL(to);
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  return page.evaluate(() => window.stillHere === undefined);
}

const NO_PAGES = ['/accounts/acct_none', '/no/such/page'];

// What the browser says of the pages is heard where each of them is opened anyway, by axe's tests.
for (const role of ['admin', 'support'] as const) {
  test(`each script of each page that ${role} gets carries a nonce, another each time`, async () => {
    const client = await signedIn(role);
    const paths = [...PAGES, ...NO_PAGES];
    const nonces = new Set<string>();
    for (const path of paths) {
      const answer = await client.get(path);
      nonces.add(expectOwnNonce(answer.headers(), await answer.text()));
    }
    expect(nonces.size).toBe(paths.length);
    await client.dispose();
  });
}

for (const { who, paths } of [
  { who: 'support', paths: [...NO_PAGES, '/audit'] },
  {
    who: 'nobody',
    paths: ['/sign-in', '/sign-in?error=Throttled', '/invitation', '/no/such/page'],
  },
] as const) {
  test.describe(`as ${who}`, () => {
    if (who !== 'nobody') test.use({ storageState: authFile(who) });

    test('nothing on a page that refuses, or lets in, breaks its policy', async ({ page }) => {
      const complaints = await complaintsOf(page);
      for (const path of paths) {
        const answer = await page.goto(path);
        expectOwnNonce(answer?.headers() ?? {}, (await answer?.text()) ?? '');
        await expect(page.getByRole('heading').first()).toBeVisible();
        expect(complaints, path).toEqual([]);
      }
    });
  });
}

test.describe('an operator', () => {
  test.use({ storageState: authFile('operator') });

  test('opens windows, palette and menu without a break', async ({ page }) => {
    const complaints = await complaintsOf(page);
    const settings = new SettingsPage(page);
    await settings.open();
    await settings.press('Change password');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /Account and theme/ }).click();
    await page.getByText('Dark', { exact: true }).click();
    await expect(page.locator('html')).toHaveClass(/dark/);
    await page.goto(ACCOUNT);
    const palette = new Palette(page);
    await palette.ask('templates');
    await palette.option('Templates').first().click();
    await expect(page).toHaveURL(/\/templates/);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(complaints).toEqual([]);
  });

  test('a script that got into a page does not run', async ({ page }) => {
    await page.goto('/accounts');
    const ran = await page.evaluate(async () => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const host = document.createElement('div');
      document.body.append(host);
      host.innerHTML = `<img src="/icon.svg" onload="seen.push('handler')" alt="">
        <a id="trap" href="javascript:seen.push('link')">x</a>`;
      const script = document.createElement('script');
      script.textContent = "seen.push('inline')";
      host.append(script);
      const elsewhere = document.createElement('script');
      elsewhere.src = 'data:text/javascript,seen.push("data")';
      const ended = new Promise((resolve) => {
        elsewhere.onerror = elsewhere.onload = resolve;
      });
      host.append(elsewhere);
      document.getElementById('trap')?.click();
      await ended;
      return seen;
    });
    expect(ran).toEqual([]);
  });

  test('the console is shown in no frame', async ({ page }) => {
    const { url } = demo();
    // Of this machine too: Chromium lets no page of the wide world frame what is on loopback.
    const other = createServer((request, response) => {
      const frames = `<iframe src="/own"></iframe><iframe src="${url}/accounts"></iframe>`;
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(request.url === '/' ? frames : '');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const outer = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    await page.goto(outer);
    await expect
      .poll(() => page.frames().map((frame) => frame.url()))
      .toEqual([`${outer}/`, `${outer}/own`, expect.stringMatching(/^chrome-error:/)]);
    other.closeAllConnections();
    other.close();
  });

  test('only the merchant’s view lets Stripe in, and it is a document of its own', async ({
    page,
  }) => {
    const { account } = await setStage('Own Document Outfitters');
    const there = new RegExp(`/accounts/${account}/view$`);
    await page.goto(`/accounts/${account}`);
    expect(await letsStripeIn(page)).toBe(false);

    const link = page.getByRole('link', { name: 'Merchant’s view' });
    expect(await loadsDocument(page, link, there)).toBe(true);
    expect(await letsStripeIn(page)).toBe(true);
    const main = page.getByRole('navigation', { name: 'Main' });
    const audit = main.getByRole('link', { name: 'Audit' });
    expect(await loadsDocument(page, audit, /\/audit/)).toBe(true);
    expect(await letsStripeIn(page)).toBe(false);
    const templates = main.getByRole('link', { name: 'Templates' });
    expect(await loadsDocument(page, templates, /\/templates/)).toBe(false);
    await page.goBack();
    await page.goBack();
    await expect(page).toHaveURL(there);
    expect(await letsStripeIn(page)).toBe(true);
    await page.goBack();
    await expect(page).toHaveURL(new RegExp(`/accounts/${account}$`));
    expect(await letsStripeIn(page)).toBe(false);
  });

  test('a script that goes to the merchant’s view, or from there, loads a document too', async ({
    page,
  }) => {
    const { account } = await setStage('Scripted Steps Studio');
    const palette = new Palette(page);
    await page.goto(`/accounts/${account}`);
    await page.evaluate(() => {
      window.stillHere = true;
    });
    await palette.ask('what the merchant sees');
    await palette.option('What the merchant sees').click();
    await expect(page).toHaveURL(/\/view$/);
    await expect
      .poll(() => page.evaluate(() => window.stillHere).catch(() => true))
      .toBe(undefined);
    await expect(page.getByRole('button', { name: 'Load live components…' })).toBeVisible();
    expect(await letsStripeIn(page)).toBe(true);

    await page.evaluate(() => {
      window.stillHere = true;
    });
    await palette.ask('templates');
    await palette.option('Templates').first().click();
    await expect(page).toHaveURL(/\/templates/);
    await expect
      .poll(() => page.evaluate(() => window.stillHere).catch(() => true))
      .toBe(undefined);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await letsStripeIn(page)).toBe(false);
  });

  test('live components load within the policy', async ({ page }) => {
    const complaints = await complaintsOf(page);
    const { account } = await setStage('Within Bounds Bakery');
    const view = new MerchantViewPage(page, account);
    await view.fakeStripe();
    await page.goto(`/accounts/${account}`);
    await page.getByRole('link', { name: 'Merchant’s view' }).click();
    await view.begin('To see that it loads');
    await expect(view.live).toContainText('Live payments');
    expect(complaints).toEqual([]);
  });
});
