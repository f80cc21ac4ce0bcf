import path from 'node:path';
import { expect, test } from '@playwright/test';
import { authFile } from '../support/demo';
import { signedIn } from '../support/people';

const README = import.meta.dirname;
const ALL = path.join(README, '../../.data/screenshots');

/** Pages by the name of their picture; the account is one with an override, so that it shows. */
const PAGES: Record<string, (account: string) => string> = {
  overview: () => '/',
  accounts: () => '/accounts',
  account: (account) => `/accounts/${account}`,
  'merchants-view': (account) => `/accounts/${account}/view?component=payments`,
  templates: () => '/templates',
  template: () => '/templates/retail',
  compare: (account) => `/compare?left=account:${account}&right=template:retail`,
  changes: () => '/changes',
  rules: () => '/rules',
  approvals: () => '/rules/approvals',
  guardrails: () => '/rules/guardrails',
  audit: () => '/audit',
  settings: () => '/settings',
  notices: () => '/settings/notices',
};

/** The pictures that the README shows. */
const IN_README = ['account', 'overview', 'merchants-view'];

const THEMES = ['light', 'dark'] as const;
const WIDTHS = [1440, 390];

let account: string;

test.beforeAll(async () => {
  const client = await signedIn('admin');
  const { data } = await (await client.get('/api/accounts?deviating=true&limit=1')).json();
  account = data[0].id;
  await client.dispose();
});

for (const colorScheme of THEMES) {
  for (const width of WIDTHS) {
    test.describe(`${colorScheme}, ${width} wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 }, storageState: authFile('admin') });
      for (const [name, address] of Object.entries(PAGES)) {
        test(name, async ({ page }) => {
          await page.goto(address(account));
          await expect(page.getByRole('heading').first()).toBeVisible();
          await page.evaluate(() => document.fonts.ready);
          const file = path.join(ALL, `${name}-${colorScheme}-${width}.png`);
          await page.screenshot({ path: file, fullPage: true });
          if (IN_README.includes(name) && colorScheme === 'light' && width === 1440) {
            await page.screenshot({ path: path.join(README, `${name}.png`) });
          }
        });
      }
    });
  }
}

test.describe('signed out', () => {
  for (const colorScheme of THEMES) {
    for (const width of WIDTHS) {
      test(`sign-in, ${colorScheme}, ${width} wide`, async ({ browser, baseURL }) => {
        const page = await browser.newPage({
          baseURL,
          colorScheme,
          viewport: { width, height: 900 },
        });
        await page.goto('/sign-in');
        await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
        await page.screenshot({ path: path.join(ALL, `sign-in-${colorScheme}-${width}.png`) });
        await page.close();
      });
    }
  }
});
