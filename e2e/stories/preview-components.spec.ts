import { request } from '@playwright/test';
import { MatrixPage } from '../pages/matrix-page';
import { expectAccessible } from '../support/axe';
import { demo } from '../support/demo';
import { sessionRequests } from '../support/emulator';
import { type Instance, secondInstance } from '../support/instance';
import { signedInWith } from '../support/people';
import { type Stage, setStage } from '../support/story';
import { expect, test } from '../support/test';

test.describe.configure({ mode: 'serial' });

const BOOKS = 'app_install.allowed_apps:com.example.books';
/** More than the matrix has columns. */
const APPS = ['books', 'cash', 'dues', 'fines', 'grants', 'loans', 'rent', 'tax-sync', 'tips'];
const RELEASED = '2026-10-28.endive';

let instance: Instance;
let stage: Stage;

test.beforeAll(async () => {
  instance = await secondInstance('previews', {
    STRIPE_PREVIEW_COMPONENTS: 'true',
    STRIPE_PREVIEW_APPS: APPS.map((name) => `com.example.${name}`).join(','),
  });
  await instance.start();
  stage = await setStage('Preview Bakery');
});
test.afterAll(async () => {
  await stage.api.dispose();
  await instance.kill();
});

const overriding = (set: object) => ({
  data: {
    reason: 'A merchant asked for it',
    edits: [{ op: 'account.override', account: stage.account, set }],
  },
});

test('without the opt-in there are none, and an edit that names one says what to set', async () => {
  const catalog = await (await stage.api.get('/api/catalog')).json();
  expect(Object.keys(catalog.components)).toHaveLength(25);
  const answer = await stage.api.post('/api/changes', overriding({ recipients: 'on' }));
  expect(answer.status()).toBe(400);
  const { detail, errors } = await answer.json();
  expect(detail).toContain('set STRIPE_PREVIEW_COMPONENTS=true');
  expect(errors[0].pointer).toBe('/edits/0/set/recipients');
});

test('with it they are cells, marked as previews, and a session gets what is on', async ({
  browser,
}) => {
  const { account } = stage;
  const client = await signedInWith(demo().users.operator, instance.url);
  const page = await (
    await browser.newContext({ storageState: await client.storageState() })
  ).newPage();
  const matrix = new MatrixPage(page, `${instance.url}/accounts/${account}`);
  await matrix.open();
  const apps = matrix.grid.getByRole('rowgroup', { name: 'Preview apps' });
  await expect(apps).toContainText('Stripe may change or end it without notice');
  await expect(matrix.grid.getByRole('rowgroup', { name: 'Preview components' })).toBeVisible();
  await expect(matrix.cell(BOOKS).getByText('com.example.books')).toBeVisible();
  await matrix.expectStickyHeading('Preview apps');
  await expectAccessible(page);

  const saved = await client.post('/api/changes', overriding({ app_install: 'on', [BOOKS]: 'on' }));
  expect(saved.status(), await saved.text()).toBe(201);
  await page.reload();
  await matrix.ready();
  await expect(matrix.cell(BOOKS)).toContainText('On');
  await expect(await matrix.explain(BOOKS)).toContainText('may install the app com.example.books');

  await page.goto(`${instance.url}/accounts/${account}/view?component=app_install`);
  const drawn = page.getByRole('list', { name: 'Apps' });
  await expect(drawn.getByRole('listitem')).toHaveText(['com.example.books']);
  await expect(page.getByText('Preview', { exact: true }).first()).toBeVisible();
  await expectAccessible(page);

  const machine = await request.newContext({
    baseURL: instance.url,
    extraHTTPHeaders: { authorization: `Bearer ${demo().apiToken}` },
  });
  const minted = await machine.post('/api/account-sessions', { data: { account } });
  expect(minted.status(), await minted.text()).toBe(200);
  const { components } = await minted.json();
  expect(components.app_install).toEqual({
    enabled: true,
    features: { allowed_apps: ['com.example.books'] },
  });
  const dropIn = await machine.post('/v1/account_sessions', {
    form: {
      account,
      'components[app_install][enabled]': 'true',
      'components[app_install][features][allowed_apps][0]': 'com.example.books',
      'components[app_install][features][allowed_apps][1]': 'com.example.tax-sync',
    },
  });
  expect(dropIn.status(), await dropIn.text()).toBe(200);
  expect(dropIn.headers()['x-switchyard-narrowed']).toBe(
    'app_install.allowed_apps:com.example.tax-sync',
  );
  const versions = (await sessionRequests(account)).map(({ version }) => version);
  expect(versions).toEqual([
    RELEASED,
    `${RELEASED}; embedded_connect_beta=v2`,
    `${RELEASED}; embedded_connect_beta=v2`,
  ]);
  await machine.dispose();
  await page.context().close();
  await client.dispose();
});

test('an installation that has not opted in sends none of what is kept, and tells of it', async () => {
  const { api, account } = stage;
  const policy = await (await api.get(`/api/accounts/${account}/policy`)).json();
  const told = policy.advice.filter(({ code }: { code: string }) => code === 'preview_not_offered');
  expect(told.map(({ cell }: { cell: string }) => cell)).toEqual(['app_install', BOOKS]);
  expect(JSON.stringify(policy.send)).not.toContain('app_install');
  const refused = await api.post('/v1/account_sessions', {
    form: { account, 'components[app_install][enabled]': 'true' },
  });
  expect(refused.status()).toBe(400);
  expect((await refused.json()).error).toMatchObject({
    code: 'parameter_unknown',
    param: 'components[app_install]',
  });
  const cleared = await api.post(
    '/api/changes',
    overriding({ app_install: 'inherit', [BOOKS]: 'inherit' }),
  );
  expect(cleared.status(), await cleared.text()).toBe(201);
});
