import path from 'node:path';
import { expect, test } from '@playwright/test';
import { authFile, demo } from '../support/demo';
import { machine, signedIn } from '../support/people';

const README = import.meta.dirname;
const ALL = path.join(README, '../../.data/screenshots');

/** What some pages are about, made or found before the pictures are taken. */
interface Shown {
  /** One with an override, so that it shows. */
  account: string;
  change: string;
  job: string;
  /** A moment that is over. */
  before: string;
}

/** Pages by the name of their picture. */
const PAGES: Record<string, (shown: Shown) => string> = {
  overview: () => '/',
  accounts: () => '/accounts',
  import: () => '/accounts/import',
  account: ({ account }) => `/accounts/${account}`,
  'account-past': ({ account, before }) => `/accounts/${account}?at=${before}`,
  'account-no-moment': ({ account }) => `/accounts/${account}?at=yesterday`,
  'merchants-view': ({ account }) => `/accounts/${account}/view?component=payments`,
  'merchants-view-draft': ({ account }) =>
    `/accounts/${account}/view?against=draft&set=payments.refund_management:off,tax_settings:on`,
  templates: () => '/templates',
  template: () => '/templates/retail',
  compare: ({ account }) => `/compare?left=account:${account}&right=template:retail`,
  changes: () => '/changes',
  change: ({ change }) => `/changes/${change}`,
  'bulk-jobs': () => '/changes/bulk',
  'bulk-job': ({ job }) => `/changes/bulk/${job}`,
  rules: () => '/rules',
  approvals: () => '/rules/approvals',
  guardrails: () => '/rules/guardrails',
  audit: () => '/audit',
  drift: () => '/drift?past=true',
  settings: () => '/settings',
  notices: () => '/settings/notices',
  'api-reference': () => '/api-reference?q=guardrails',
  'no-account': () => '/accounts/acct_none',
  'no-page': () => '/no/such/page',
};

/** The pictures that the README shows. */
const IN_README = ['account', 'overview', 'merchants-view'];

const THEMES = ['light', 'dark'] as const;
const WIDTHS = [1440, 390];

let shown: Shown;

/** Has sessions minted as a back end would, so that the overview tells of some. */
async function mintSome(accounts: readonly { id: string }[]): Promise<void> {
  const client = await machine(demo().apiToken);
  for (const { id } of accounts) {
    await client.post('/api/account-sessions', { data: { account: id } });
  }
  await client.dispose();
}

test.beforeAll(async () => {
  const before = new Date().toISOString();
  const client = await signedIn('admin');
  await mintSome((await (await client.get('/api/accounts?limit=42')).json()).data);
  const first = async (path: string) => (await (await client.get(path)).json()).data[0].id;
  const started = await client.post('/api/bulk-jobs', {
    data: {
      act: { op: 'account.tag', add: ['us'] },
      filter: { country: 'US' },
      reason: 'Mark what is in the United States',
      expected: (await (await client.get('/api/accounts?country=US&limit=100')).json()).data.length,
    },
  });
  expect(started.ok(), await started.text()).toBe(true);
  shown = {
    account: await first('/api/accounts?deviating=true&limit=1'),
    change: await first('/api/changes?limit=1'),
    job: (await started.json()).id,
    before,
  };
  await client.dispose();
});

for (const colorScheme of THEMES) {
  for (const width of WIDTHS) {
    test.describe(`${colorScheme}, ${width} wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 }, storageState: authFile('admin') });
      for (const [name, address] of Object.entries(PAGES)) {
        test(name, async ({ page }) => {
          await page.goto(address(shown));
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
