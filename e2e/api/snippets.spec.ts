import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { projectRoot } from '../../scripts/lib/files';
import { authFile, demo, E2E_DATA_DIR } from '../support/demo';
import { applyEdits, type Stage, setStage } from '../support/story';
import { expect, test } from '../support/test';

test.use({ storageState: authFile('admin') });

let stage: Stage;
let folder: string;

test.beforeAll(async () => {
  stage = await setStage('Copy & Paste’s "Shop"; $(true)');
  const set = { payments: 'on', payouts: 'on' };
  await applyEdits(stage.api, [{ op: 'template.update', key: stage.template, set }]);
  await mkdir(E2E_DATA_DIR, { recursive: true });
  folder = await mkdtemp(path.join(E2E_DATA_DIR, 'snippets-'));
  await cp(path.join(projectRoot, 'lib/client'), path.join(folder, 'switchyard'), {
    recursive: true,
  });
});
test.afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await stage.api.dispose();
});

/** What the console offers to copy under a tab. */
async function offered(page: Page, tab: string): Promise<string> {
  await page.goto(`/accounts/${stage.account}`);
  await page.getByRole('button', { name: 'Use in code' }).click();
  const window = page.getByRole('dialog', { name: 'Use in code' });
  await window.getByRole('tab', { name: tab, exact: true }).click();
  const code = window.getByRole('tabpanel', { name: tab, exact: true }).locator('pre').first();
  return (await code.textContent()) ?? '';
}

/** Runs a program with a real token in its environment, and gives what it printed. */
function run(program: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, SWITCHYARD_TOKEN: demo().apiToken };
  return new Promise((resolve, reject) => {
    execFile(program, args, { env, cwd: projectRoot }, (error, out, said) =>
      error ? reject(new Error(said)) : resolve(out),
    );
  });
}

async function runModule(name: string, code: string, last: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, `${code}\n${last}\n`);
  return run(process.execPath, '--import', 'tsx', file);
}

const PRINT = 'console.log(JSON.stringify({ ...session, client_secret: undefined }));';

test('the curl command mints for this account', async ({ page }) => {
  const session = JSON.parse(await run('/bin/sh', '-c', `${await offered(page, 'curl')} -sS`));
  expect(session).toMatchObject({ object: 'account_session', account: stage.account });
  expect(session.components.payouts.enabled).toBe(true);
});

for (const tab of ['Node', 'stripe-node']) {
  test(`the code for ${tab} mints for this account`, async ({ page }) => {
    const code = await offered(page, tab);
    const session = JSON.parse(await runModule(`${tab}.ts`, code, PRINT));
    expect(session).toMatchObject({ object: 'account_session', account: stage.account });
    expect(session.components.payments.enabled).toBe(true);
  });
}

test('the back end for Connect.js answers with the secret alone', async ({ page }) => {
  const code = await offered(page, 'Connect.js');
  const last = 'console.log(Object.keys(await (await POST()).json()).join());';
  expect((await runModule('connect.ts', code, last)).trim()).toBe('clientSecret');
});

test('no token stands in the window, and its tabs follow the arrow keys', async ({ page }) => {
  const code = await offered(page, 'curl');
  expect(code).toContain('$SWITCHYARD_TOKEN');
  expect(await page.content()).not.toContain(demo().apiToken);
  await page.getByRole('tab', { name: 'curl' }).press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Node', exact: true })).toBeFocused();
  await expect(page.getByRole('tabpanel', { name: 'Node' })).toContainText('createSwitchyard');
  const only = page.getByRole('combobox', { name: 'Components of the session' });
  await only.selectOption({ label: 'Only Payouts' });
  await expect(page.getByRole('tabpanel', { name: 'Node' })).toContainText("['payouts']");
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Use in code' })).toBeFocused();
});
