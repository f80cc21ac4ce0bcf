import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { createSwitchyard } from '../../lib/client';
import { startPlatform } from '../example-platform/server';
import { demo } from '../support/demo';
import { issuedSecrets, sessionRequests } from '../support/emulator';
import { applyEdits, type Stage, setStage } from '../support/story';

const SHOP = 'Muddy Paws Grooming';

let stage: Stage;
let platform: Server;
let url: string;

test.beforeAll(async () => {
  stage = await setStage(SHOP);
  const set = { payments: 'on', 'payments.refund_management': 'on', payouts: 'on' };
  await applyEdits(stage.api, [{ op: 'template.update', key: stage.template, set }]);
  platform = await startPlatform(
    {
      switchyard: createSwitchyard({ url: demo().url, token: demo().apiToken }),
      merchants: [
        { id: '1', name: SHOP, account: stage.account },
        { id: '2', name: 'Whisker House', account: null },
        { id: '3', name: 'Gone Fishing Aquatics', account: 'acct_1NobodyKnowsThis' },
      ],
      publishableKey: 'pk_test_forStoriesOnly',
    },
    0,
  );
  url = `http://127.0.0.1:${(platform.address() as AddressInfo).port}`;
});
test.afterAll(async () => {
  platform.closeAllConnections();
  await new Promise((resolve) => platform.close(resolve));
  await stage.api.dispose();
});

/** Puts the stand-in where Stripe's script is fetched from; Stripe itself is never asked. */
const fakeStripe = (context: BrowserContext) =>
  context.route('https://connect-js.stripe.com/**', (route) =>
    route.fulfill({ path: 'e2e/support/fake-connect.js', contentType: 'text/javascript' }),
  );

async function signIn(page: Page, shop: string): Promise<void> {
  await fakeStripe(page.context());
  await page.goto(url);
  await page.getByRole('button', { name: shop }).click();
  await expect(page.getByRole('heading', { name: shop })).toBeVisible();
}

const refundsOff = (page: Page) => page.getByText('Refunds are switched off for your shop.');

test('a merchant sees components, and what an operator switches off is off at the next load', async ({
  page,
}) => {
  const answers: string[] = [];
  page.on('response', async (response) => {
    const type = response.headers()['content-type'] ?? '';
    if (/html|javascript|css/.test(type)) answers.push(await response.text());
  });
  await signIn(page, SHOP);
  await expect(page.getByText('Live payments')).toBeVisible();
  await expect(page.getByText('Live payouts')).toBeVisible();
  await expect(refundsOff(page)).toBeHidden();

  const set = { 'payments.refund_management': 'off' };
  await applyEdits(stage.api, [
    { op: 'account.override', account: stage.account, set, note: 'Too many refunds lately' },
  ]);
  await page.reload();
  await expect(refundsOff(page)).toBeVisible();
  await expect(page.getByText('Live payments')).toBeVisible();
  expect((await sessionRequests(stage.account)).at(-1)?.params.components).toMatchObject({
    payments: { features: { refund_management: 'false' } },
  });

  const everything = `${await page.content()}${answers.join('')}${JSON.stringify(
    await page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }, location.href]),
  )}`;
  const secrets = await issuedSecrets();
  expect(secrets.length).toBeGreaterThan(1);
  expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
  expect(everything).not.toContain(demo().apiToken);
});

for (const shop of ['Whisker House', 'Gone Fishing Aquatics']) {
  test(`a merchant without a connected account is told what to do: ${shop}`, async ({ page }) => {
    await signIn(page, shop);
    await expect(page.getByRole('alert')).toContainText('Your shop is not connected to payments.');
    await expect(page.getByRole('region', { name: 'Payments' })).toHaveCount(0);
  });
}

test('whoever is not signed in, or no longer, gets no session', async ({ page }) => {
  const answer = await page.request.post(`${url}/account-session`);
  expect(answer.status()).toBe(401);
  expect(await answer.json()).toEqual({ message: 'Sign in again to see your payments.' });
  await signIn(page, SHOP);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect((await page.request.post(`${url}/account-session`)).status()).toBe(401);
});
